import type { Instant } from './values.ts'

/* What may be written, for the server and the client alike; without the validator, which a page does not need for it. */

export const amounts = ['none', 'little', 'half', 'most', 'all'] as const
export const moods = ['happy', 'content', 'calm', 'tired', 'sad', 'upset'] as const
export const toilets = ['wet', 'soiled', 'both', 'dry'] as const
export const places = ['diaper', 'potty', 'toilet'] as const
export const maxTextLength = 5000
export const maxChildren = 60
export const maxFacts = 40

/** Every moment that a fact speaks of. */
export const momentsOf = (fact: { at: Instant } | { from: Instant; to: Instant | null }): Instant[] =>
  'at' in fact ? [fact.at] : fact.to === null ? [fact.from] : [fact.from, fact.to]

/** Fills `{name}` in; the same in the composer's preview and on the server. */
export const fillName = (wording: string, callName: string): string => wording.replaceAll('{name}', callName)

export const photoTextLength = 2000
