import * as contract from '../contract/permission.ts'
import { route, type Surroundings } from '../http.ts'
import { addPermission, endPermission } from './permission.ts'
import { managedPermission, managedPermissions } from './queries.ts'

/** Mounts what an organisation asks beside the two purposes. */
export function permissionRoutes(to: Surroundings): void {
  route(to, contract.permissions, async (tx) => ({ permissions: await managedPermissions(tx) }))
  route(to, contract.addPermission, async (tx, { body }) => {
    await addPermission(tx, body)
    return { permission: await managedPermission(tx, body.id) }
  })
  route(to, contract.endPermission, async (tx, { params }) => {
    await endPermission(tx, params.permissionId)
    return { permission: await managedPermission(tx, params.permissionId) }
  })
}
