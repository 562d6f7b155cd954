/**
 * How the server calls a file, in the header that says so; names beyond plain letters are written in a second way. What is quoted may hold
 * anything, also what reads like another part.
 */
export function nameIn(disposition: string): string | undefined {
  const parts = disposition.matchAll(/;\s*([\w-]+\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/gs)
  const said = new Map([...parts].map(([, key, quoted, bare]) => [key!.toLowerCase(), { quoted, bare }]))
  const plain = said.get('filename')
  return inLetters(said.get('filename*')?.bare) ?? plain?.quoted?.replaceAll(/\\(.)/gs, '$1') ?? plain?.bare
}

function inLetters(written: string | undefined): string | undefined {
  const [, encoded] = /^UTF-8''(.+)$/i.exec(written ?? '') ?? []
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}
