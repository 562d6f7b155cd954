import { createSignal } from 'solid-js'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const key = 'ouderapp.theme'
const kept = localStorage.getItem(key)
const [theme, setTheme] = createSignal<Theme>(kept === 'light' || kept === 'dark' ? kept : 'system')

/** The appearance that was chosen on this device. `theme.js` sets it before anything is drawn. */
export { theme }

/** Changes the appearance on this device. */
export function chooseTheme(next: Theme): void {
  if (next === 'system') {
    localStorage.removeItem(key)
    delete document.documentElement.dataset.theme
  } else {
    localStorage.setItem(key, next)
    document.documentElement.dataset.theme = next
  }
  setTheme(next)
}
