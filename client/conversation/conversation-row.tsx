import { type JSX, Show } from 'solid-js'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { clock, dayOf, daysAfter, shortDay, weekday } from '../time.ts'
import { Badge } from '../ui/badge.tsx'
import { initials, Tag } from '../ui/tag.tsx'
import { isMine, type Line, type Reader } from './conversation-state.ts'
import { useFileWords } from './file-words.ts'

/** When something was, as short as it can be told: the time of today, the weekday of this week, or the day. */
export function shortWhen(at: string): string {
  const day = dayOf(at)
  if (day === today()) return clock(at, language())
  return day > daysAfter(today(), -7) ? weekday(day, language()) : shortDay(day, language(), today())
}

/** A conversation in a list: about whom, the last message, and what was not read. */
export function ConversationRow(props: {
  line: Line
  reader: Reader
  href: string
  title: string
  /** Under the title, before the last message. */
  subtitle?: string
  current: boolean
  /** What was written here and not sent. */
  draft: string
  /** What stands for the last message where there is none. */
  instead: string
  chips?: JSX.Element
  /** It waits for this reader, also where no message is new. */
  asks?: boolean
}): JSX.Element {
  const t = useT('conversation')
  const words = useFileWords()
  const child = () => props.line.conversation.child
  const last = () => props.line.conversation.last
  const count = () => props.line.unread.length
  const preview = () => {
    const message = last()
    if (props.draft.trim() !== '') return t('messages.draft', props.draft)
    if (!message) return props.instead
    if (message.recalled) return t('messages.recalled.short')
    const mine = isMine({ authorId: authorOf() }, props.reader)
    if (message.retracted) return mine ? t('messages.retracted.mine') : t('messages.retracted.by', message.author)
    const said = [words.attached(message.attached), message.preview].filter((part) => part !== '').join(': ')
    return mine ? t('messages.you', said) : t('messages.by', message.author, said)
  }
  /** A list says the side and the first name of who wrote last: of a private conversation the guardian is the one. */
  const authorOf = () => {
    const message = last()
    const { kind, guardians } = props.line.conversation
    if (message?.side !== 'guardian') return null
    return guardians.find(({ name }) => kind === 'private' || name === message.author)?.personId ?? null
  }
  return (
    <a
      id={`conversation-${props.line.conversation.id}`}
      href={props.href}
      data-stay
      aria-current={props.current ? 'true' : undefined}
      class="flex min-h-target items-start gap-3 px-gutter py-3 hover:bg-inset focus-visible:-outline-offset-3 aria-[current]:bg-accent-tint huge:flex-col"
    >
      <Tag id={child().id} initials={initials(child().callName)} />
      <span class="min-w-0 grow">
        <span class="flex flex-wrap items-baseline justify-between gap-x-3">
          <span class={`min-w-0 wrap-anywhere ${count() > 0 || props.asks ? 'font-title' : 'font-strong'}`}>
            {props.title}
          </span>
          <Show when={last()}>
            {(message) => (
              <time class="shrink-0 text-sm text-muted" datetime={message().at}>
                {shortWhen(message().at)}
              </time>
            )}
          </Show>
        </span>
        <Show when={props.subtitle}>
          <span class="block text-sm text-muted wrap-anywhere">{props.subtitle}</span>
        </Show>
        <span class="mt-0.5 flex items-start gap-2">
          <span
            class={`line-clamp-2 min-w-0 grow text-sm wrap-anywhere ${count() > 0 ? 'text-ink' : 'text-muted'} ${last()?.retracted ? 'text-muted' : ''}`}
          >
            {preview()}
          </span>
          <Show when={count() > 0}>
            <Badge count={count()} label={t('nav.messages.unread', count())} class="mt-0.5 shrink-0" />
          </Show>
        </span>
        <Show when={props.chips}>
          <span class="mt-1.5 flex flex-wrap gap-1.5 empty:hidden">{props.chips}</span>
        </Show>
      </span>
    </a>
  )
}
