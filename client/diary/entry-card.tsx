import { type JSX, Show } from 'solid-js'
import type { GuardianEntry } from '../../backend/contract/diary.ts'
import { language, useT } from '../locales/words.ts'
import { clock, dayOf } from '../time.ts'
import { Card } from '../ui/card.tsx'
import { EntryFacts } from './entry-facts.tsx'
import { ItemHead } from './item-head.tsx'

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
      <ItemHead item={props.item} name={props.name} what={t('item.diary')} fresh={props.fresh} />
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
