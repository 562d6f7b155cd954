import { lazy } from 'solid-js'
import { learn } from '../locales/words.ts'

/** The screen about oneself, fetched with its words once it is opened. */
export const MoreScreen = lazy(async () => {
  const [{ MoreScreen }] = await Promise.all([import('./more-screen.tsx'), learn('account')])
  return { default: MoreScreen }
})
