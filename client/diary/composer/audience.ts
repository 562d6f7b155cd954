import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { AudiencePreview } from '../../../backend/contract/audience.ts'
import type { Id, Instant } from '../../../backend/contract/values.ts'
import { ApiError, call } from '../../api.ts'

export type Audience = AudiencePreview

/** What is asked; the moments are those the facts speak of. */
export interface Question {
  groupId: Id
  aboutAt: Instant
  childIds: readonly Id[]
  moments: readonly Instant[]
}

export type AudienceState<A extends Audience = Audience> =
  | { state: 'nobody' }
  | { state: 'asking'; last: A | null }
  | { state: 'known'; audience: A }
  | { state: 'offline' }
  | { state: 'failed'; error: unknown }

const pause = 350

/** Asks the server who will read an entry. */
export const askDiary = (now: Question, signal: AbortSignal): Promise<Audience> =>
  call('previewAudience', { body: { ...now, childIds: [...now.childIds], moments: [...now.moments] }, signal })

/** What is known of who will see it: the answer, or until the next one comes the last. */
export const knownAudience = <A extends Audience>(now: AudienceState<A>): A | null =>
  now.state === 'known' ? now.audience : now.state === 'asking' ? now.last : null

/** The last answer, as long as it was about the same children. */
function stillAbout<A extends Audience>({ childIds }: { childIds: readonly Id[] }, before: AudienceState<A>): A | null {
  const last = knownAudience(before)
  const same = last?.children.length === childIds.length && last.children.every(({ id }) => childIds.includes(id))
  return same ? last : null
}

/**
 * Asks who will see this, a moment after the last change; an answer to an older question is dropped.
 * @param consents as they are of these children: who decides about a child meanwhile changes the answer
 */
export function createAudience<Q extends { childIds: readonly Id[] }, A extends Audience>(
  question: Accessor<Q | null>,
  online: Accessor<boolean>,
  consents: Accessor<string>,
  answer: (question: Q, signal: AbortSignal) => Promise<A>,
): Accessor<AudienceState<A>> {
  const [state, setState] = createSignal<AudienceState<A>>({ state: 'nobody' })
  // What comes live changes what a question is put together from, and seldom the question.
  const asked = createMemo(() => JSON.stringify(question()))
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined

  function stop(): void {
    clearTimeout(timer)
    asking?.abort()
  }

  async function ask(now: Q): Promise<void> {
    asking = new AbortController()
    const { signal } = asking
    try {
      const audience = await answer(now, signal)
      if (!signal.aborted) setState({ state: 'known', audience })
    } catch (error) {
      if (signal.aborted) return
      setState(
        error instanceof ApiError && error.code === 'network' ? { state: 'offline' } : { state: 'failed', error },
      )
    }
  }

  function begin(): void {
    stop()
    const now = question()
    if (!now) return void setState({ state: 'nobody' })
    if (!online()) return void setState({ state: 'offline' })
    setState((before) => ({ state: 'asking', last: stillAbout(now, before) }))
    timer = setTimeout(() => void ask(now), pause)
  }

  createEffect(on([asked, online, consents], () => queueMicrotask(begin)))
  onCleanup(stop)
  return state
}
