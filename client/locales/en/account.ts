import type { words as nl } from '../nl/account.ts'

/** What somebody reads who signs in, proves who that is, or looks after an account. */
export const words: typeof nl = {
  'gate.title': 'One more step',
}
