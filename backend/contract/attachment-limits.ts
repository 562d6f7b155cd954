/** So many files come with one message. */
export const mostAttachments = 6
/** The largest document, in bytes. */
export const largestDocument = 20_000_000
/** The longest name of a document, in characters. */
export const longestName = 120

/**
 * What a file is called: without folders, or characters that nobody sees, that turn the reading round, or that no system takes in a name.
 */
export function plainName(given: string): string {
  const seen = (given.split(/[/\\]/).at(-1) ?? '').replaceAll(/\p{C}/gu, '').replaceAll(/["<>:|?*;]/g, '_')
  const name = [...seen.replaceAll(/\s+/g, ' ').trim()]
  if (name.length <= longestName) return name.join('')
  const ending = /\.[\p{L}\p{N}]{1,8}$/u.exec(name.join(''))?.[0] ?? ''
  return `${name.slice(0, longestName - ending.length - 1).join('')}…${ending}`
}

/** What a document is called: by its ending a device decides what opens it. */
export function documentName(given: string): string {
  const name = plainName(given)
  return name === '' || /\.pdf$/i.test(name) ? name : plainName(`${name}.pdf`)
}
