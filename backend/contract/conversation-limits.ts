/** The longest message, in characters. */
export const longestMessage = 5000
/** The longest search, in characters. */
export const longestSearch = 100
/** Whether there is a word of two letters or digits to look for. */
export const isSearchable = (words: string): boolean => /[\p{L}\p{N}]\p{M}*[\p{L}\p{N}]/u.test(words)
/** Milliseconds after sending within which the author may still edit a message. */
export const editFor = 5 * 60_000
/** Milliseconds after sending within which the author may take a message back. */
export const retractFor = 7 * 86_400_000
/** Unread messages are counted up to this. */
export const mostUnread = 99
/** Milliseconds between two times that somebody tells to be typing, and after which it is no longer true. */
export const typingEvery = 2_000
export const typingFor = 6_000
