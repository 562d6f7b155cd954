import type { Head } from '../backend/contract/diary.ts'
import type { CatchUp, Cursors, LiveEvent } from '../backend/contract/live.ts'
import type { Id } from '../backend/contract/values.ts'

/**
 * Where a client is in the channels it reads. It knows nothing of sockets or screens: everything that arrives goes in,
 * and out comes what to apply and what to ask for.
 */
export interface Stream {
  /** The last seq that was applied, per channel. */
  readonly cursors: Cursors
  /** An answer or a snapshot is on its way: events are held until it is there. */
  readonly waiting: boolean
  readonly held: readonly LiveEvent[]
}

export interface Step {
  stream: Stream
  /** To be applied in this order. */
  apply: LiveEvent[]
  /** `catch-up`: ask for what came after the cursors; `snapshot`: fetch everything afresh. */
  need: 'nothing' | 'catch-up' | 'snapshot'
}

/** A client that has read nothing yet, or that opens with what it kept. */
export const emptyStream = (cursors: Cursors = {}): Stream => ({ cursors, waiting: true, held: [] })

/** From now on events are held: the answer that was asked for decides from where they count. */
export const waitFor = (stream: Stream): Stream => ({ ...stream, waiting: true })

/** Events that arrived: next is applied, repeated is dropped, a gap asks for what lies between. */
export function receive(stream: Stream, events: readonly LiveEvent[]): Step {
  if (stream.waiting) return { stream: { ...stream, held: [...stream.held, ...events] }, apply: [], need: 'nothing' }
  const cursors = { ...stream.cursors }
  const apply: LiveEvent[] = []
  const held: LiveEvent[] = []
  let need: Step['need'] = 'nothing'
  for (const event of events) {
    const cursor = cursors[event.channel]
    if (cursor === undefined) {
      need = 'snapshot'
      held.push(event)
    } else if (event.seq === cursor + 1) {
      cursors[event.channel] = event.seq
      apply.push(event)
    } else if (event.seq > cursor) {
      if (need === 'nothing') need = 'catch-up'
      held.push(event)
    }
  }
  return { stream: { cursors, waiting: need !== 'nothing', held }, apply, need }
}

/** The answer to the cursors: what was missed, and then what arrived meanwhile. Its heads show what came or went. */
export function caughtUp(stream: Stream, answer: CatchUp): Step {
  const gone = new Set(answer.resync)
  const missed = answer.events.filter((event) => !gone.has(event.channel))
  if (gone.size > 0) {
    const held = [...missed, ...stream.held]
    return { stream: { ...stream, waiting: true, held }, apply: [], need: 'snapshot' }
  }
  const step = receive({ cursors: stream.cursors, waiting: false, held: [] }, [...missed, ...stream.held])
  if (step.need !== 'nothing') return step
  const heads = Object.fromEntries(answer.heads.map((head) => [head.channel, head.seq]))
  return { ...compare(step.stream, heads), apply: step.apply }
}

/** A fresh snapshot with its heads: it replaces the state; what arrived meanwhile comes on top. */
export function restart(stream: Stream, heads: readonly Head[]): Step {
  const cursors: Cursors = {}
  for (const head of heads) cursors[head.channel] = head.seq
  const known = stream.held.filter((event) => cursors[event.channel] !== undefined)
  return receive({ cursors, waiting: false, held: [] }, known)
}

/** The heads of now: a channel further than the cursor lost something, a channel that came or went needs a snapshot. */
export function compare(stream: Stream, heads: Readonly<Record<Id, number>>): Step {
  const channels = new Set([...Object.keys(heads), ...Object.keys(stream.cursors)])
  let need: Step['need'] = 'nothing'
  if (!stream.waiting) {
    for (const channel of channels) {
      const head = heads[channel]
      const cursor = stream.cursors[channel]
      if (head === undefined || cursor === undefined) need = 'snapshot'
      else if (head > cursor && need === 'nothing') need = 'catch-up'
    }
  }
  return { stream: need === 'nothing' ? stream : { ...stream, waiting: true }, apply: [], need }
}
