import { type JSX, Show } from 'solid-js'
import type { GuardianJournal } from '../../backend/contract/journal.ts'
import { language, useT } from '../locales/words.ts'
import { clock } from '../time.ts'
import { Card } from '../ui/card.tsx'
import { Icon } from '../ui/icon.tsx'
import { calendarDays, users } from '../ui/icons.ts'
import { useJournalDay } from './journal-words.ts'

/** What the group did on a day, or is going to do: of no child in particular. */
export function JournalCard(props: {
  item: GuardianJournal
  fresh?: boolean
  ref?: (card: HTMLElement) => void
  class?: string
}): JSX.Element {
  const t = useT('guardian')
  const day = useJournalDay()
  return (
    <Card
      as="article"
      quiet
      ref={props.ref}
      data-item={props.item.id}
      aria-labelledby={`name-${props.item.id}`}
      class={props.class ?? '[article+&]:mt-3'}
    >
      <div class="flex items-start gap-3 p-4 pb-2 huge:flex-wrap">
        <Icon of={props.item.part === 'plan' ? calendarDays : users} size="m" class="mt-0.5 text-muted" />
        <div class="min-w-0 grow">
          <h2 id={`name-${props.item.id}`} class="leading-5.5 wrap-anywhere">
            {t(`journal.${props.item.part}`, props.item.group, day(props.item.day))}
          </h2>
          <p class="text-xs wrap-anywhere text-muted">
            {t('journal.by', props.item.author)}
            <Show when={props.item.edited}> · {t('item.edited')}</Show>
          </p>
        </div>
        <span class="shrink-0 text-right text-sm leading-5.5 text-muted">
          <time datetime={props.item.aboutAt}>{clock(props.item.aboutAt, language())}</time>
          <Show when={props.fresh}>
            <span class="block text-xs font-strong text-accent">{t('today.new.mark')}</span>
          </Show>
        </span>
      </div>
      <Show when={props.item.title}>
        <p class="px-4 font-strong wrap-anywhere">{props.item.title}</p>
      </Show>
      <p class="max-w-[38em] px-4 pb-4 text-pretty wrap-anywhere whitespace-pre-wrap">{props.item.text}</p>
    </Card>
  )
}
