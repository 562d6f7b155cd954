import { learn } from './locales/words.ts'

/** What a tablet shows that nobody works on, with its words; fetched ahead, so that it is there without a connection. */
export async function fetchLock() {
  const [screen] = await Promise.all([import('./tablet/lock-screen.tsx'), learn('tablet')])
  return screen
}

export async function fetchPairing() {
  const [screen] = await Promise.all([import('./tablet/pair-screen.tsx'), learn('account'), learn('tablet')])
  return screen
}
