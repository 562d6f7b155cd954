import { type Accessor, createEffect, createMemo, createSignal, type JSX, on, onCleanup, onMount, Show } from 'solid-js'
import type { Conversation } from '../../backend/contract/conversation.ts'
import type { Message } from '../../backend/contract/message.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { daysAfter, longDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { arrowDown } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { Bubble } from './bubble.tsx'
import { isMine, type Reader, readByOthers, type Thread } from './conversation-state.ts'
import type { MessageFiles } from './message-files.ts'
import { type Row, rowsOf } from './message-rows.ts'
import type { MessageSend } from './message-sends.ts'
import { SendBubble } from './send-bubble.tsx'

/** So near its end somebody is at the end. */
const near = 48

/** Keeps what is read in its place while something comes above or below it; at the end the end stays in sight. */
function keepInPlace(box: HTMLElement, list: HTMLElement, onEnd: (atEnd: boolean) => void) {
  let anchor: { element: Element; top: number } | null = null
  const isAtEnd = () => -box.scrollTop < near
  const note = () => {
    onEnd(isAtEnd())
    const top = box.getBoundingClientRect().top
    const element = isAtEnd()
      ? undefined
      : [...list.querySelectorAll('[data-message]')].find((one) => one.getBoundingClientRect().bottom > top)
    anchor = element ? { element, top: element.getBoundingClientRect().top - top } : null
  }
  const watch = new ResizeObserver(() => {
    if (anchor?.element.isConnected) {
      const now = anchor.element.getBoundingClientRect().top - box.getBoundingClientRect().top
      if (Math.abs(now - anchor.top) > 1) box.scrollTop += now - anchor.top
    }
    note()
  })
  box.addEventListener('scroll', note, { passive: true })
  watch.observe(list)
  onCleanup(() => {
    box.removeEventListener('scroll', note)
    watch.disconnect()
  })
  return note
}

/** The messages of a conversation from the first that is loaded to the last, with days between them; what is written comes at the end. */
export function MessageList(props: {
  thread: Thread | undefined
  conversation: Conversation | undefined
  sends: readonly MessageSend[]
  reader: Reader
  /** Where what is new began when the reader came. */
  newFrom: number | null
  /** A message that was looked for. */
  at: number | null
  /** How many came since that are not in sight. */
  waiting: number
  typing: string
  onEnd: (atEnd: boolean) => void
  files: MessageFiles
  onOlder: () => Promise<void>
  onNewer: () => Promise<void>
  onLatest: () => void
  mayChange: (message: Message) => boolean
  onMore: (message: Message) => void
  onRetry: (id: Id) => void
  onChange: (send: MessageSend) => void
  onDrop: (id: Id) => void
  empty: JSX.Element
}): JSX.Element {
  const t = useT('conversation')
  const [older, setOlder] = createSignal<'idle' | 'busy' | 'failed'>('idle')
  const [atEnd, setAtEnd] = createSignal(true)
  let box!: HTMLDivElement
  let list!: HTMLOListElement
  /** Whether what is in sight was chosen: before that nothing was seen. */
  let isPlaced = props.newFrom === null || props.at !== null
  let place = () => {}
  const isNewThere = createMemo(
    () => props.newFrom !== null && (props.thread?.messages.at(-1)?.message.seq ?? 0) >= props.newFrom,
  )
  const rows = createMemo(() => rowsOf(props.thread?.messages ?? [], props.sends, props.newFrom, props.reader))
  const lastRead = createMemo(() => {
    const mark = props.conversation && readByOthers(props.conversation, props.reader)
    return props.thread?.messages.findLast(
      ({ message }) => isMine(message, props.reader) && !message.retracted && message.seq <= (mark?.seq ?? 0),
    )?.message.id
  })
  const dayWords = (day: Day) => {
    const words =
      day === today()
        ? t('absence.today')
        : day === daysAfter(today(), -1)
          ? t('thread.yesterday')
          : longDay(day, language(), today())
    return words
  }

  async function loadOlder(): Promise<void> {
    if (older() === 'busy' || props.thread?.older == null) return
    setOlder('busy')
    try {
      await props.onOlder()
      setOlder('idle')
    } catch {
      setOlder('failed')
    }
  }

  const toEnd = () => {
    if (props.thread?.newer != null) props.onLatest()
    else box.scrollTo({ top: 0 })
  }
  onMount(() => {
    const note = keepInPlace(box, list, (end) => {
      if (!isPlaced) return
      setAtEnd(end)
      props.onEnd(end)
    })
    place = () => {
      isPlaced = true
      note()
    }
    // Nearly at the top of what is loaded: more is fetched before somebody gets there.
    const reach = () => {
      const left = box.scrollHeight - box.clientHeight + box.scrollTop
      if (left < box.clientHeight + near && box.scrollHeight > box.clientHeight && older() === 'idle') void loadOlder()
      if (-box.scrollTop < 200 && props.thread?.newer != null) void props.onNewer().catch(() => undefined)
    }
    box.addEventListener('scroll', reach, { passive: true })
    onCleanup(() => box.removeEventListener('scroll', reach))
  })
  // Whoever writes sees what they wrote.
  createEffect(
    on(
      () => props.sends.at(-1)?.id,
      (id, last) => id && id !== last && requestAnimationFrame(() => box.scrollTo({ top: 0 })),
      { defer: true },
    ),
  )
  // Whoever comes to something new begins at its first line.
  createEffect(
    on(isNewThere, (there) => {
      if (!there || isPlaced) return
      requestAnimationFrame(() => {
        const line = list.querySelector('[data-new]')
        if (line && line.getBoundingClientRect().top < box.getBoundingClientRect().top) line.scrollIntoView()
        place()
      })
    }),
  )
  const isThere = createMemo(() => props.at !== null && props.thread !== undefined)
  createEffect(
    on([isThere, () => props.at], ([there, at]) => {
      if (!there) return
      requestAnimationFrame(() => list.querySelector(`[data-message="${at}"]`)?.scrollIntoView({ block: 'center' }))
    }),
  )

  const message = (row: Accessor<Row>) => {
    const one = row()
    return one.kind === 'message' ? one : undefined
  }
  const send = (row: Accessor<Row>) => {
    const one = row()
    return one.kind === 'send' ? one : undefined
  }
  return (
    <div class="relative min-h-0 grow">
      <div
        ref={box}
        role="log"
        aria-live="off"
        aria-label={t('thread.log')}
        tabindex="0"
        class="flex h-full flex-col-reverse overflow-y-auto overscroll-contain px-gutter [overflow-anchor:none] focus-visible:-outline-offset-3 huge:h-auto"
      >
        <div class="mx-auto w-full max-w-text pt-2 pb-4">
          <Show when={props.thread && props.thread.older === null && rows().length > 0}>
            <p class="pt-2 text-center text-sm text-muted">{t('thread.start')}</p>
          </Show>
          <Show when={props.thread?.older != null}>
            <p class="pt-2 text-center">
              <Button
                kind="quiet"
                busy={older() === 'busy'}
                disabled={older() === 'busy'}
                onClick={() => void loadOlder()}
              >
                {t(older() === 'failed' ? 'thread.older.failed' : 'thread.older')}
              </Button>
            </p>
          </Show>
          <Show when={rows().length === 0}>{props.empty}</Show>
          <ol ref={list} class="grid grid-cols-[minmax(0,1fr)]">
            <Keyed each={rows()} by={({ key }) => key}>
              {(row) => {
                const { kind } = row()
                if (kind === 'day')
                  return (
                    <li class="pt-6 pb-1 text-center text-sm font-strong text-muted first:pt-4">
                      {dayWords((row() as Extract<Row, { kind: 'day' }>).day)}
                    </li>
                  )
                if (kind === 'new')
                  return (
                    <li
                      data-new
                      class="mt-5 mb-1 flex scroll-mt-4 items-center gap-4 text-sm font-strong text-accent before:h-px before:grow before:bg-accent/50 after:h-px after:grow after:bg-accent/50"
                    >
                      <span>{t('thread.new', (row() as Extract<Row, { kind: 'new' }>).count)}</span>
                    </li>
                  )
                return (
                  <>
                    <Show when={message(row)}>
                      {(one) => (
                        <Bubble
                          message={one().known.message}
                          conversation={props.conversation}
                          reader={props.reader}
                          first={one().first}
                          lastRead={one().key === lastRead()}
                          found={one().known.message.seq === props.at}
                          onMore={
                            props.mayChange(one().known.message) ? () => props.onMore(one().known.message) : undefined
                          }
                        />
                      )}
                    </Show>
                    <Show when={send(row)}>
                      {(one) => (
                        <SendBubble
                          send={one().send}
                          files={props.files}
                          first={one().first}
                          behind={props.sends.some(({ state }) => state === 'failed')}
                          onRetry={() => props.onRetry(one().send.id)}
                          onChange={() => props.onChange(one().send)}
                          onDrop={() => props.onDrop(one().send.id)}
                        />
                      )}
                    </Show>
                  </>
                )
              }}
            </Keyed>
          </ol>
          <Show when={props.thread?.newer != null}>
            <p class="pt-3 text-center">
              <Button kind="quiet" onClick={() => void props.onNewer().catch(() => undefined)}>
                {t('thread.newer')}
              </Button>
            </p>
          </Show>
          <Show when={props.typing}>
            <p class="pt-3 text-sm text-muted">{props.typing}</p>
          </Show>
        </div>
      </div>
      <Show when={!atEnd() && (props.waiting > 0 || props.thread?.newer != null)}>
        <button
          type="button"
          onClick={toEnd}
          class="absolute bottom-3 left-1/2 inline-flex min-h-target -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent px-4 text-sm font-strong whitespace-nowrap text-on-accent outline-3 outline-ground"
        >
          {props.thread?.newer != null ? t('thread.latest') : t('thread.new.pill', props.waiting)}
          <Icon of={arrowDown} size="s" />
        </button>
      </Show>
    </div>
  )
}
