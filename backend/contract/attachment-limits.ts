/** So many files come with one message. */
export const mostAttachments = 6
/** The largest document, in bytes. */
export const largestDocument = 20_000_000
/** The longest name of a document, in characters. */
export const longestName = 120

/** What a document is called: without folders, or characters that nobody sees or that turn the reading round. */
export function plainName(given: string): string {
  const name = [...(given.split(/[/\\]/).at(-1) ?? '').replaceAll(/\p{C}/gu, '').replaceAll(/\s+/g, ' ').trim()]
  if (name.length <= longestName) return name.join('')
  const ending = /\.[\p{L}\p{N}]{1,8}$/u.exec(name.join(''))?.[0] ?? ''
  return `${name.slice(0, longestName - ending.length - 1).join('')}…${ending}`
}
