import { lazy } from 'solid-js'
import { learn } from '../locales/words.ts'

/** Where one's children are or where one works, fetched with its words once it is opened. */
export const LocationsScreen = lazy(async () => {
  const [{ LocationsScreen }] = await Promise.all([import('./locations-screen.tsx'), learn('location')])
  return { default: LocationsScreen }
})
