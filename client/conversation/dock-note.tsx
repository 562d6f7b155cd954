import { type JSX, Show } from 'solid-js'
import type { Conversation, ConversationPage } from '../../backend/contract/conversation.ts'
import type { Id } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { clock, dayOf, longDay } from '../time.ts'
import { Icon } from '../ui/icon.tsx'
import { clock as clockIcon, messages } from '../ui/icons.ts'
import { KeptDraft } from './kept-draft.tsx'

/** Why nobody can write here. */
export function SilenceNote(props: {
  conversation: Conversation
  other: string
  me: Id
  /** What this person was writing here. */
  draft: string
}): JSX.Element {
  const t = useT('conversation')
  const words = () => {
    const { silence, sharing, child } = props.conversation
    if (silence === 'child_left') return t('silence.child_left', child.callName)
    if (silence === 'not_agreed')
      return sharing?.proposedBy === props.me ? t('silence.not_agreed', props.other) : t('silence.asked')
    if (silence === 'ended' && sharing && !sharing.agreedAt) return t('silence.withdrawn')
    return silence ? t(`silence.${silence}`) : ''
  }
  return (
    <div class="px-gutter py-4">
      <p class="flex items-start gap-3 text-sm">
        <Icon of={messages} size="m" class="mt-px text-muted" />
        <span class="min-w-0">{words()}</span>
      </p>
      <KeptDraft text={props.draft} />
    </div>
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
