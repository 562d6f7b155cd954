import type { Preferences } from '../../backend/contract/preferences.ts'
import { call } from '../api.ts'
import { showTextSize, showTheme, textSize, theme } from '../theme/choice.ts'

/** Set while what was chosen here is not at the server yet. */
const unsentKey = 'ouderapp.appearance.unsent'
let sending = false

/** Changes how the app looks: here at once, and on this person's other devices once the server knows. */
export function chooseAppearance(next: Partial<Preferences>): void {
  if (next.theme) showTheme(next.theme)
  if (next.textSize) showTextSize(next.textSize)
  localStorage.setItem(unsentKey, 'yes')
  void sendAppearance()
}

/** Sends what was chosen while there was no network. */
export async function sendAppearance(): Promise<void> {
  if (sending || !localStorage.getItem(unsentKey)) return
  sending = true
  try {
    for (;;) {
      const body = { theme: theme(), textSize: textSize() }
      await call('setPreferences', { body })
      if (body.theme === theme() && body.textSize === textSize()) break
    }
    localStorage.removeItem(unsentKey)
  } catch {
    // Stays unsent; the next chance is a connection or the next start.
  } finally {
    sending = false
  }
}

/** Looks as this person chose elsewhere, unless something newer was chosen here. */
export function takeAppearance(chosen: Preferences): void {
  if (localStorage.getItem(unsentKey)) return void sendAppearance()
  showTheme(chosen.theme)
  showTextSize(chosen.textSize)
}

/** What the last person chose is nothing to send as the next. */
export const forgetUnsentAppearance = (): void => localStorage.removeItem(unsentKey)
