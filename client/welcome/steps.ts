import { createSignal } from 'solid-js'
import { useT } from '../locales/words.ts'
import { whenWiped } from '../session.ts'

/* How far somebody is at the first login. It goes over several screens, and is kept in the tab for a reload. */

const key = 'ouderapp.steps'
const [kept, setKept] = createSignal<{ done: number; languageChosen: boolean }>(
  JSON.parse(sessionStorage.getItem(key) ?? '{"done":0,"languageChosen":false}'),
)
function keep(next: ReturnType<typeof kept>): void {
  setKept(next)
  sessionStorage.setItem(key, JSON.stringify(next))
}
const done = () => kept().done
const languageChosen = () => kept().languageChosen

export { languageChosen }

/** Somebody comes to steps who has taken others before. */
export const beginSteps = (): void => keep({ ...kept(), done: 0 })

/** One more step was taken. */
export const stepDone = (): void => keep({ ...kept(), done: done() + 1 })

/** The language was chosen here; it is not asked again. */
export function chooseLanguage(): void {
  keep({ done: done() + 1, languageChosen: true })
}

/** Where one is, with so many steps still to come. */
export function stepOf(toCome: number) {
  const t = useT('account')
  const at = done() + 1
  const of = done() + toCome
  return { at, of, words: t('welcome.step', at, of) }
}

whenWiped(() => {
  setKept({ done: 0, languageChosen: false })
  sessionStorage.removeItem(key)
})
