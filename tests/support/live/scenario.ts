import type { LiveEvent } from '../../../backend/contract/live.ts'
import type { PlayerName } from '../cast.ts'
import { dayFrom } from '../planning-matrix.ts'
import { call, type Reply } from '../server.ts'
import type { Stage } from '../stage.ts'

type Type = LiveEvent['type']

/** A way in which an event of some type comes to be, and exactly who is to receive it. */
export interface Scenario {
  types: Type[]
  audience: PlayerName[]
  /** Who receives it of two children. */
  twice?: PlayerName[]
  /** How often each screen fetches everything afresh, when a channel is new to it. */
  fetched?: readonly number[]
  /** Answers with what is to be done, once everybody is listening. */
  prepare(stage: Stage): Promise<() => Promise<Reply>>
}

export const readers: PlayerName[] = ['guardian', 'sharedWith', 'staff', 'manager']

/** Of a consent who decides it, who reads by a share, and the carers. */
export const whoIsTold: PlayerName[] = ['guardian', 'neverGranted', 'sharedWith', 'staff', 'manager']

/** Of an absence all who may see the child, whatever the consents are. */
export const whoSees: PlayerName[] = ['guardian', 'neverGranted', 'withoutAuthority', 'sharedWith', 'staff', 'manager']

export type Scenarios = Record<string, Scenario>

export const today = ({ servers }: Stage) => dayFrom(servers[0], 0)
export const yesterday = ({ servers }: Stage) => dayFrom(servers[0], -1)
export const plan = (
  { servers, cast }: Stage,
  method: string,
  path: string,
  body?: unknown,
  by: PlayerName = 'manager',
) => call(servers[1], cast.people[by], method, path, body)
