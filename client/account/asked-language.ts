import type { Me } from '../../backend/contract/account.ts'
import type { Language } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { speak } from '../locales/words.ts'

/** Of this tab: the device's language is only the last one that was spoken on it. */
const key = 'ouderapp.language.asked'
const holdsFor = 10 * 60_000

/** Speaks the language that somebody without a session asked for; signed in, they go on in it. */
export function askLanguage(next: Language): void {
  sessionStorage.setItem(key, `${next} ${Date.now()}`)
  void speak(next)
}

/** What the last person asked for is nothing that the next did. */
export const forgetAskedLanguage = (): void => sessionStorage.removeItem(key)

/** Somebody who was just signed in, with the language that they asked for before that as theirs from now on. */
export async function withAskedLanguage(me: Me): Promise<Me> {
  const [asked, at] = (sessionStorage.getItem(key) ?? '').split(' ')
  forgetAskedLanguage()
  // Who asked and went away may not be who signs in.
  if (Date.now() - Number(at) > holdsFor) return me
  if ((asked !== 'nl' && asked !== 'en') || asked === me.person.language) return me
  // Unsent it holds here until the server says otherwise; it is chosen again in a moment.
  await call('setLanguage', { body: { language: asked } }).catch(() => undefined)
  return { ...me, person: { ...me.person, language: asked } }
}
