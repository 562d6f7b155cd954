import * as v from 'valibot'
import { StaffAction } from './action.ts'
import { Head } from './diary.ts'
import { route } from './route.ts'
import { Day, Id } from './values.ts'

export const openActions = route({
  method: 'GET',
  path: '/api/actions',
  summary: 'The open actions in the groups of a manager’s locations, and whom each child’s guardians are.',
  noted: true,
  roles: ['manager'],
  reply: v.strictObject({
    today: Day,
    groups: v.array(
      v.strictObject({
        id: Id,
        name: v.string(),
        location: v.string(),
        children: v.array(
          v.strictObject({
            id: Id,
            callName: v.string(),
            surname: v.string(),
            guardians: v.array(v.strictObject({ id: Id, name: v.string() })),
          }),
        ),
      }),
    ),
    /** In the order of their ids. */
    actions: v.array(StaffAction),
    heads: v.array(Head),
  }),
})
export type OpenActions = v.InferOutput<(typeof openActions)['reply']>
