import { writeAudit } from '../../db/events.ts'
import { tellReads } from '../child-reads.ts'
import * as contract from '../contract/administration.ts'
import * as file from '../contract/import.ts'
import { route, type Surroundings } from '../http.ts'
import type { Live } from '../live.ts'
import { addChild, addGuardian, endGuardianship, setAuthority } from './children.ts'
import { childRecordOf, childrenPage } from './children-queries.ts'
import { previewImport, runImport } from './import.ts'
import { invite, withdrawInvitation } from './invitations.ts'
import { addPerson, correctPerson, endAssignment, endRole } from './people.ts'
import { peoplePage, personRecordOf } from './people-queries.ts'
import { structureOf } from './structure-queries.ts'

/** Mounts what administration does: children with their guardians, who works where, invitations, files. */
export function administrationRoutes(to: Surroundings, { roleChanged }: Pick<Live, 'roleChanged'>): void {
  route(to, contract.structure, async (tx) => ({ locations: (await structureOf(tx)).locations }))

  route(to, contract.administeredChildren, async (tx, { query }) => {
    const page = await childrenPage(tx, query)
    await writeAudit(tx, { action: 'children.listed', subject: { children: page.children.map(({ id }) => id) } })
    return page
  })
  route(to, contract.childRecord, async (tx, { params }) => {
    const child = await childRecordOf(tx, params.childId)
    await tellReads(tx, [child.id], 'record')
    await writeAudit(tx, { action: 'child.record_read', subject: { child: child.id } })
    return child
  })
  route(to, contract.addChild, async (tx, { body }) => {
    await addChild(tx, body)
    return childRecordOf(tx, body.id)
  })
  route(to, contract.addGuardian, async (tx, { params, body }) => {
    await addGuardian(tx, params.childId, body)
    return childRecordOf(tx, params.childId)
  })
  route(to, contract.setAuthority, async (tx, { params, body }) =>
    childRecordOf(tx, await setAuthority(tx, params.guardianshipId, body.parentalAuthority)),
  )
  route(to, contract.endGuardianship, async (tx, { params, body }) =>
    childRecordOf(tx, await endGuardianship(tx, params.guardianshipId, body.endsOn)),
  )

  route(to, contract.people, async (tx, { query }) => {
    const page = await peoplePage(tx, { ...query, everybody: query.who === 'everybody' })
    await writeAudit(tx, { action: 'people.read', subject: { people: page.people.map(({ id }) => id) } })
    return page
  })
  route(to, contract.personRecord, async (tx, { params }) => {
    const person = await personRecordOf(tx, params.personId)
    await writeAudit(tx, { action: 'person.record_read', subject: { person: person.id } })
    return person
  })
  route(to, contract.addPerson, async (tx, { body }) => personRecordOf(tx, await addPerson(tx, body)))
  route(to, contract.correctPerson, async (tx, { params, body }) => {
    await correctPerson(tx, params.personId, body)
    return personRecordOf(tx, params.personId)
  })
  route(to, contract.endRole, async (tx, { params, body }) => {
    const who = await endRole(tx, params.roleId, body.endsOn)
    tx.onceCommitted(() => roleChanged(who))
    return personRecordOf(tx, who.personId)
  })
  route(to, contract.endAssignment, async (tx, { params, body }) => {
    const personId = await endAssignment(tx, params.assignmentId, body.endsOn)
    tx.onceCommitted(() => roleChanged({ personId, role: 'staff' }))
    return personRecordOf(tx, personId)
  })
  route(to, contract.invite, async (tx, { params, body }) => {
    await invite(tx, params.personId, body.id)
    return personRecordOf(tx, params.personId)
  })
  route(to, contract.withdrawInvitation, async (tx, { params }) =>
    personRecordOf(tx, await withdrawInvitation(tx, params.invitationId)),
  )

  route(to, file.previewImport, async (tx, { body }) => previewImport(tx, body))
  route(to, file.runImport, async (tx, { body }) => ({ counts: await runImport(tx, body) }))
}
