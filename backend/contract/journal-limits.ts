/* What may be written in the journal of a group, without the validator. */

/** What the group did on a day, and what it is going to do. */
export const journalParts = ['done', 'plan'] as const
export const longestJournal = 2000
export const longestJournalTitle = 80
/** So many days ahead and back something may be written about. */
export const journalAhead = 8
export const journalBack = 7
/** So much of what is older is on a page. */
export const journalPage = 20
