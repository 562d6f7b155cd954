import { createSignal } from 'solid-js'
import type { TextSize, Theme } from '../../backend/contract/account.ts'

export const themes = ['system', 'light', 'dark'] as const satisfies readonly Theme[]
export const textSizes = ['normal', 'large', 'huge'] as const satisfies readonly TextSize[]

/** Sets an attribute of the page and keeps it on this device; the first of the choices is that there is none. */
function choice<Choice extends string>(choices: readonly Choice[], attribute: 'theme' | 'textSize', key: string) {
  const usual = choices[0]!
  const kept = localStorage.getItem(key) as Choice
  const [chosen, setChosen] = createSignal<Choice>(choices.includes(kept) ? kept : usual)
  const show = (next: Choice): void => {
    if (next === usual) {
      localStorage.removeItem(key)
      delete document.documentElement.dataset[attribute]
    } else {
      localStorage.setItem(key, next)
      document.documentElement.dataset[attribute] = next
    }
    setChosen(() => next)
  }
  return [chosen, show] as const
}

/** The appearance that was chosen on this device. `theme.js` sets it before anything is drawn. */
export const [theme, showTheme] = choice<Theme>(themes, 'theme', 'ouderapp.theme')
export const [textSize, showTextSize] = choice<TextSize>(textSizes, 'textSize', 'ouderapp.text-size')
