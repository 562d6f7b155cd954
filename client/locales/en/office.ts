import type { words as nl } from '../nl/office.ts'

/** What managers, administration and the privacy officer read. */
export const words: typeof nl = {
  'nav.office': 'Office',
  'office.title': 'Office',
}
