import { lazy } from 'solid-js'
import { learn } from '../locales/words.ts'

/** Help, fetched with its words once it is opened. */
export const HelpScreen = lazy(async () => {
  const [{ HelpScreen }] = await Promise.all([import('../support/help-screen.tsx'), learn('account')])
  return { default: HelpScreen }
})

/** The screen about oneself, fetched with its words once it is opened. */
export const MoreScreen = lazy(async () => {
  const [{ MoreScreen }] = await Promise.all([import('./more-screen.tsx'), learn('account')])
  return { default: MoreScreen }
})
