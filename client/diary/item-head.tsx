import { type JSX, Show } from 'solid-js'
import type { TimelineItem } from '../../backend/contract/diary.ts'
import { language, useT } from '../locales/words.ts'
import { clock } from '../time.ts'
import { initials, Tag } from '../ui/tag.tsx'

/** Whom a card is about, who made it and when; the whole of it opens the item. */
export function ItemHead(props: {
  item: Extract<TimelineItem, { kind: 'diary' | 'photos' }>
  name: string
  what: string
  fresh: boolean
}): JSX.Element {
  const t = useT('guardian')
  return (
    <a
      id={`item-${props.item.id}`}
      href={`/item/${props.item.id}`}
      data-stay
      class="flex items-start gap-3 rounded-t-card p-4 pb-3 focus-visible:-outline-offset-3 huge:flex-wrap"
    >
      <Tag id={props.item.childId} initials={initials(props.name)} />
      <span class="min-w-0 grow">
        <h2 id={`name-${props.item.id}`} class="leading-5.5 wrap-anywhere">
          {props.name}
        </h2>
        <span class="block text-xs wrap-anywhere text-muted">
          {props.what} · {t('item.by', props.item.author, props.item.group)}
          <Show when={props.item.kind === 'diary' && props.item.edited}> · {t('item.edited')}</Show>
        </span>
      </span>
      <span class="shrink-0 text-right text-sm leading-5.5 text-muted">
        <time datetime={props.item.aboutAt}>{clock(props.item.aboutAt, language())}</time>
        <Show when={props.fresh}>
          <span class="block text-xs font-strong text-accent">{t('today.new.mark')}</span>
        </Show>
      </span>
    </a>
  )
}
