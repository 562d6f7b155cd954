import { type JSX, Show } from 'solid-js'
import type { Conversation, ConversationPage } from '../../backend/contract/conversation.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { clock, dayOf, longDay } from '../time.ts'
import { Icon } from '../ui/icon.tsx'
import { clock as clockIcon, messages } from '../ui/icons.ts'

/** Why nobody can write here. */
export function SilenceNote(props: { conversation: Conversation; other: string }): JSX.Element {
  const t = useT('conversation')
  const words = () => {
    const { silence, child } = props.conversation
    if (silence === 'child_left') return t('silence.child_left', child.callName)
    if (silence === 'not_agreed') return t('silence.not_agreed', props.other)
    return silence ? t(`silence.${silence}`) : ''
  }
  return (
    <p class="flex items-start gap-3 px-gutter py-4 text-sm">
      <Icon of={messages} size="m" class="mt-px text-muted" />
      <span class="min-w-0">{words()}</span>
    </p>
  )
}

/** What the group says while it does not read, and when it reads again. */
export function AwayNote(props: { availability: ConversationPage['availability'] }): JSX.Element {
  const t = useT('conversation')
  const when = (at: string) => {
    const day = dayOf(at)
    return day === today() ? clock(at, language()) : `${longDay(day, language(), today())} ${clock(at, language())}`
  }
  return (
    <Show when={!props.availability.isOpen || props.availability.awayText !== ''}>
      <div class="flex items-start gap-3 border-t border-hairline bg-notice px-gutter py-2.5 text-sm">
        <Icon of={clockIcon} size="m" class="mt-px text-muted" />
        <p class="min-w-0 text-pretty wrap-anywhere whitespace-pre-wrap">
          <Show when={props.availability.awayText}>{props.availability.awayText} </Show>
          <Show when={!props.availability.isOpen}>
            <Show when={props.availability.readFrom} fallback={t('away.closed')}>
              {(at) => t('away.until', when(at()))}
            </Show>
          </Show>
        </p>
      </div>
    </Show>
  )
}
