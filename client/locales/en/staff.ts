import type { words as nl } from '../nl/staff.ts'

/** What only staff read. */
export const words: typeof nl = {}
