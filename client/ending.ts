import type { Id } from '../backend/contract/values.ts'
import { ApiError, call } from './api.ts'

/* That somebody left this device, from the moment on until the server knows. */

/** Who left, and whether what was not sent goes with it. */
export interface Ending {
  how: 'chosen' | 'ended'
  person: Id | undefined
}

const key = 'ouderapp.ending'
const againAfter = 30_000
let ending: Promise<void> | undefined

function read(text: string | null): Ending | undefined {
  if (!text) return undefined
  const [how, person] = text.split(' ')
  return { how: how === 'ended' ? 'ended' : 'chosen', person: person || undefined }
}

export const keptEnding = (): Ending | undefined => read(localStorage.getItem(key))

export const noteEnding = ({ how, person }: Ending): void => localStorage.setItem(key, `${how} ${person ?? ''}`)

/** The cookie is another session's by now, which is not to end. */
export const forgetEnding = (): void => localStorage.removeItem(key)

/** Calls this when somebody left in another tab, perhaps without a network to hear it over. */
export const whenEndedElsewhere = (then: (ending: Ending) => void): void =>
  window.addEventListener('storage', (event) => {
    const noted = event.key === key ? read(event.newValue) : undefined
    if (noted) then(noted)
  })

/** Ends at the server the session that somebody left here, as soon as it can be reached; whoever works here meanwhile. */
export function endAtServer(): Promise<void> {
  ending ??= (async () => {
    if (!keptEnding()) return
    try {
      await call('signOut', { asWhoever: true })
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'unauthenticated')) {
        setTimeout(() => void endAtServer(), againAfter)
        return
      }
    }
    forgetEnding()
  })().finally(() => {
    ending = undefined
  })
  return ending
}
