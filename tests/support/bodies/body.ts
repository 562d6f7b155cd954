import { newLinkSecret } from '../../../db/link.ts'
import type { Cast, Player } from '../cast.ts'
import type { TestServer } from '../server.ts'

/** Where a body is asked; what stands there comes to be before the first. */
export interface Ground {
  readonly server: TestServer
  readonly cast: Cast
}

/** Routes that take a body, each with somebody who may use it and a good body. */
export type Bodies = Record<string, () => { who: Player | undefined; path: string; body: Record<string, unknown> }>

/** Of a link that was never given out. */
export const secret = newLinkSecret()

export const newGuardian = () => ({
  firstName: 'Nieuwe',
  lastName: 'Ouder',
  email: 'nieuw@example.org',
  language: 'nl',
  parentalAuthority: true,
})

/** So many minutes ago. */
export const moment = ({ server }: Ground, minutes: number) =>
  new Date(server.clock.now().getTime() - minutes * 60_000).toISOString()
