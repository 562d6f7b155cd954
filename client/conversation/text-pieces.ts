export interface Piece {
  text: string
  /** Where it leads; null for plain text. */
  href: string | null
}

const address = /\b(?:https?:\/\/|www\.)[^\s<>"“”„«»]+/giu
/** What ends a sentence rather than an address. */
const trailing = /[.,:;!?'’)\]}…]+$/u

/** The address that was written, when it is one of the web that says where it leads. */
function hrefOf(written: string): string | null {
  const full = /^www\./i.test(written) ? `https://${written}` : written
  if (!URL.canParse(full)) return null
  const { protocol, username, password, hostname, href } = new URL(full)
  const isWeb = protocol === 'https:' || protocol === 'http:'
  // A name before the host passes itself off as another place.
  return isWeb && username === '' && password === '' && hostname.includes('.') ? href : null
}

/** The end of what was matched that belongs to the sentence; a bracket that was opened within an address stays. */
function endOf(matched: string): number {
  let end = matched.length - (trailing.exec(matched)?.[0].length ?? 0)
  const opened = matched.slice(0, end).split('(').length
  const closed = matched.slice(0, end).split(')').length
  if (opened > closed && matched[end] === ')') end += 1
  return end
}

/** A text in pieces: what leads somewhere on the web, and what lies between. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let done = 0
  for (const { 0: matched, index } of text.matchAll(address)) {
    const written = matched.slice(0, endOf(matched))
    const href = hrefOf(written)
    if (!href) continue
    if (index > done) pieces.push({ text: text.slice(done, index), href: null })
    pieces.push({ text: written, href })
    done = index + written.length
  }
  if (done < text.length) pieces.push({ text: text.slice(done), href: null })
  return pieces
}
