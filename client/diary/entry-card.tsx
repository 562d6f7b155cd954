import { type JSX, Show } from 'solid-js'
import type { GuardianEntry } from '../../backend/contract/diary.ts'
import { language, useT } from '../locales/words.ts'
import { clock, dayOf } from '../time.ts'
import { Card } from '../ui/card.tsx'
import { initials, Tag } from '../ui/tag.tsx'
import { EntryFacts } from './entry-facts.tsx'

const longText = 600
const manyLines = 10

const isLong = (text: string) => text.length > longText || text.split('\n').length > manyLines

/** An entry of the diary in the timeline; its head opens it. */
export function EntryCard(props: {
  item: GuardianEntry
  name: string
  fresh: boolean
  opened: boolean
  ref?: (card: HTMLElement) => void
}): JSX.Element {
  const t = useT('guardian')
  const address = () => `/item/${props.item.id}`
  return (
    <Card
      as="article"
      ref={props.ref}
      data-item={props.item.id}
      aria-labelledby={`name-${props.item.id}`}
      class={`[article+&]:mt-3 ${props.opened ? 'detail:border-control' : ''}`}
    >
      <a
        id={`item-${props.item.id}`}
        href={address()}
        data-stay
        class="flex items-start gap-3 rounded-t-card p-4 pb-3 focus-visible:-outline-offset-3 huge:flex-wrap"
      >
        <Tag id={props.item.childId} initials={initials(props.name)} />
        <span class="min-w-0 grow">
          <h2 id={`name-${props.item.id}`} class="leading-5.5 wrap-anywhere">
            {props.name}
          </h2>
          <span class="block text-xs wrap-anywhere text-muted">
            {t('item.diary')} · {t('item.by', props.item.author, props.item.group)}
            <Show when={props.item.edited}> · {t('item.edited')}</Show>
          </span>
        </span>
        <span class="shrink-0 text-right text-sm leading-5.5 text-muted">
          <time datetime={props.item.aboutAt}>{clock(props.item.aboutAt, language())}</time>
          <Show when={props.fresh}>
            <span class="block text-xs font-strong text-accent">{t('today.new.mark')}</span>
          </Show>
        </span>
      </a>
      <Show when={props.item.text}>
        <p
          class={`max-w-[38em] px-4 text-pretty wrap-anywhere whitespace-pre-wrap ${isLong(props.item.text) ? 'line-clamp-8' : 'pb-4'}`}
        >
          {props.item.text}
        </p>
        <Show when={isLong(props.item.text)}>
          <a
            href={address()}
            data-stay
            aria-label={t('item.open', props.name, clock(props.item.aboutAt, language()))}
            class="mx-4 mb-1 inline-flex min-h-target items-center text-sm font-strong text-accent underline decoration-1 underline-offset-[.2em]"
          >
            {t('item.more')}
          </a>
        </Show>
      </Show>
      <EntryFacts facts={props.item.facts} day={dayOf(props.item.aboutAt)} />
    </Card>
  )
}
