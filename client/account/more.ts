import { lazy } from 'solid-js'
import { learn } from '../locales/words.ts'

/** The screen behind "more", with its words; fetched once it is opened. */
export const More = lazy(async () => {
  const [{ MoreScreen }] = await Promise.all([import('./more-screen.tsx'), learn('account')])
  return { default: MoreScreen }
})
