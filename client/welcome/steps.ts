import { createSignal } from 'solid-js'
import { useT } from '../locales/words.ts'
import { whenWiped } from '../session.ts'

/* How far somebody is at the first login. It goes over several screens, and a reload merely counts anew. */

const [done, setDone] = createSignal(0)
const [languageChosen, setLanguageChosen] = createSignal(false)

export { languageChosen }

/** Somebody comes to steps who has taken others before. */
export const beginSteps = (): void => void setDone(0)

/** One more step was taken. */
export const stepDone = (): void => void setDone((before) => before + 1)

/** The language was chosen here; it is not asked again. */
export function chooseLanguage(): void {
  setLanguageChosen(true)
  stepDone()
}

/** Where one is, with so many steps still to come. */
export function stepOf(toCome: number) {
  const t = useT('account')
  const at = done() + 1
  const of = done() + toCome
  return { at, of, words: t('welcome.step', at, of) }
}

whenWiped(() => {
  setDone(0)
  setLanguageChosen(false)
})
