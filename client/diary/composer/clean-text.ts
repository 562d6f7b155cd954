/** Control characters and marks that reorder text come along with pasting; the server refuses them. */
const unsafe = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\ufeff]/gu

/** The text without what nobody sees. */
export const cleanText = (typed: string): string => typed.replaceAll('\r\n', '\n').replace(unsafe, '').toWellFormed()

/** Words as a regular expression that matches exactly them. */
export const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
