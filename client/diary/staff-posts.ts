import type { Fact, StaffEntry } from '../../backend/contract/diary.ts'
import { fillName } from '../../backend/contract/diary-text.ts'
import type { Id, Instant } from '../../backend/contract/values.ts'
import { isStuck, type Send } from '../outbox-state.ts'

/** What stands about one child: in the diary, or on its way to it. */
export interface Line {
  entryId: Id
  childId: Id
  text: string
  facts: Fact[]
  aboutAt: Instant
  /** As the server has it; null while it has never been there. */
  entry: StaffEntry | null
  /** The send that brings or changes it. */
  send: Send | null
}

/** Lines that say the same, each with its own child's name. */
export interface Variant {
  /** With `{name}` where the children's own names stand. */
  text: string
  facts: Fact[]
  lines: Line[]
}

/** What was written at one time for one or several children. */
export interface Post {
  id: Id
  aboutAt: Instant
  author: string
  variants: Variant[]
}

type Names = ReadonlyMap<Id, string>

const written = (entry: StaffEntry, send: Send | null): Line => {
  const edit = send?.work.kind === 'edit' ? send.work.body : null
  return {
    entryId: entry.id,
    childId: entry.childId,
    text: edit?.text ?? entry.text,
    facts: edit?.facts ?? entry.facts,
    aboutAt: edit?.aboutAt ?? entry.aboutAt,
    entry,
    send,
  }
}

/** What is on its way about a day and not there yet. */
function onItsWay(send: Send, known: ReadonlySet<Id>, names: Names): Line[] {
  if (send.work.kind !== 'post') return []
  const { body } = send.work
  return body.children
    .filter(({ entryId }) => !known.has(entryId))
    .map(({ childId, entryId, text, facts }) => ({
      entryId,
      childId,
      text: fillName(text, names.get(childId) ?? '{name}'),
      facts,
      aboutAt: body.aboutAt,
      entry: null,
      send,
    }))
}

/**
 * The posts of a day with what the outbox still holds, each entry once: what is removed is left out, what is changed
 * shows the change. In no order: `dayPosts` puts them beside the photos.
 */
export function postsOf(
  entries: readonly StaffEntry[],
  sends: readonly Send[],
  names: Names,
  author: string,
  isOfDay: (aboutAt: Instant) => boolean,
): Post[] {
  const changes = new Map(
    sends.flatMap((send) => ('before' in send.work ? [[send.work.before.id, send] as const] : [])),
  )
  const known = new Set(entries.map(({ id }) => id))
  const posts = new Map<Id, { author: string; lines: Line[] }>()
  const add = (id: Id, by: string, lines: Line[]) => {
    const post = posts.get(id) ?? { author: by, lines: [] }
    post.lines.push(...lines)
    if (lines.length > 0) posts.set(id, post)
  }
  for (const entry of entries) {
    const send = changes.get(entry.id) ?? null
    if (send?.work.kind === 'remove' && !isStuck(send)) continue
    add(entry.postId, entry.author, [written(entry, send)])
  }
  for (const send of sends) {
    if (send.work.kind === 'post' && isOfDay(send.work.body.aboutAt)) add(send.id, author, onItsWay(send, known, names))
  }
  return [...posts].map(([id, post]) => ({
    id,
    author: post.author,
    aboutAt: latest(post.lines),
    variants: variantsOf(post.lines, names),
  }))
}

const latest = (lines: readonly Line[]): Instant =>
  lines.reduce(
    (last, { aboutAt }) => (Date.parse(aboutAt) > Date.parse(last) ? aboutAt : last),
    lines[0]?.aboutAt ?? '',
  )

/** What of a post has not come back yet. */
export const sendsIn = (post: Post): Send[] =>
  post.variants.flatMap(({ lines }) => lines.flatMap(({ send }) => send ?? []))

/** What goes on with a word. Made once: an expression of one's own for each name takes longer than drawing its tile. */
const ofWord = /[\p{L}\p{M}\p{N}-]/u

/** A text with `{name}` where this child's name stands as a word. */
export function templateOf(text: string, callName: string): string {
  if (callName === '') return text
  let [made, from] = ['', 0]
  for (let at = text.indexOf(callName); at >= 0; ) {
    const end = at + callName.length
    const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? ''
    const after = [...text.slice(end, end + 2)][0] ?? ''
    const isWord = !ofWord.test(before) && !ofWord.test(after)
    if (isWord) {
      made += `${text.slice(from, at)}{name}`
      from = end
    }
    at = text.indexOf(callName, isWord ? end : at + 1)
  }
  return made + text.slice(from)
}

function variantsOf(lines: readonly Line[], names: Names): Variant[] {
  const found = new Map<string, Variant>()
  const order = [...names.keys()]
  const place = ({ childId }: Line) => (names.has(childId) ? order.indexOf(childId) : order.length)
  for (const line of [...lines].sort((a, b) => place(a) - place(b))) {
    const text = templateOf(line.text, names.get(line.childId) ?? '')
    const key = JSON.stringify([text, line.facts, line.aboutAt, line.send?.id ?? '', line.entry?.edited ?? false])
    const variant = found.get(key) ?? { text, facts: line.facts, lines: [] }
    variant.lines.push(line)
    found.set(key, variant)
  }
  return [...found.values()].sort((a, b) => b.lines.length - a.lines.length)
}

/** What can be done with a post, or with a send that has not come back. */
export interface PostActions {
  correct: (variant: Variant, entries: readonly StaffEntry[]) => void
  remove: (entries: readonly StaffEntry[]) => void
  history: (line: Line) => void
  change: (send: Send) => void
  compare: (send: Send) => void
}
