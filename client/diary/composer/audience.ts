import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { Id, Instant } from '../../../backend/contract/values.ts'
import { ApiError, call, type Reply } from '../../api.ts'

export type Audience = Reply<'previewAudience'>

/** What is asked; the moments are those the facts speak of. */
export interface Question {
  groupId: Id
  aboutAt: Instant
  childIds: readonly Id[]
  moments: readonly Instant[]
}

export type AudienceState =
  | { state: 'nobody' }
  | { state: 'asking'; last: Audience | null }
  | { state: 'known'; audience: Audience }
  | { state: 'offline' }
  | { state: 'failed'; error: unknown }

const pause = 350

/** The last answer, as long as it was about the same children. */
function stillAbout({ childIds }: Question, before: AudienceState): Audience | null {
  const last = before.state === 'known' ? before.audience : before.state === 'asking' ? before.last : null
  const same = last?.children.length === childIds.length && last.children.every(({ id }) => childIds.includes(id))
  return same ? last : null
}

/** Asks who will see this, a moment after the last change; an answer to an older question is dropped. */
export function createAudience(
  question: Accessor<Question | null>,
  online: Accessor<boolean>,
): Accessor<AudienceState> {
  const [state, setState] = createSignal<AudienceState>({ state: 'nobody' })
  const asked = () => JSON.stringify(question())
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined

  function stop(): void {
    clearTimeout(timer)
    asking?.abort()
  }

  async function ask(now: Question): Promise<void> {
    asking = new AbortController()
    const { signal } = asking
    try {
      const audience = await call('previewAudience', {
        body: { ...now, childIds: [...now.childIds], moments: [...now.moments] },
        signal,
      })
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

  createEffect(on([asked, online], () => queueMicrotask(begin)))
  onCleanup(stop)
  return state
}
