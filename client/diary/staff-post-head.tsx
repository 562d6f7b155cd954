import { For, type JSX } from 'solid-js'
import type { Id, Instant } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { clock, listed } from '../time.ts'
import { Tag } from '../ui/tag.tsx'

type Names = (id: string) => string

/** Whom a post is about, who wrote it, and about when. */
export function PostHead(props: {
  childIds: readonly Id[]
  author: string
  aboutAt: Instant
  nameOf: Names
  initialsOf: Names
}): JSX.Element {
  const t = useT('staff')
  return (
    <header class="flex items-start gap-3 p-4 pb-3">
      <span class="flex shrink-0" aria-hidden="true">
        <For each={props.childIds.slice(0, 3)}>
          {(id, index) => (
            <span class={`rounded-full outline-2 outline-surface ${index() > 0 ? '-ml-1.5' : ''}`}>
              <Tag id={id} initials={props.initialsOf(id)} />
            </span>
          )}
        </For>
      </span>
      <div class="min-w-0 grow">
        <h2 class="leading-5.5 wrap-anywhere">{listed(props.childIds.map(props.nameOf), language())}</h2>
        <p class="text-xs text-muted">
          {props.childIds.length > 1 ? t('post.by', props.author, props.childIds.length) : props.author}
        </p>
      </div>
      <time datetime={props.aboutAt} class="text-sm leading-5.5 text-muted">
        {clock(props.aboutAt, language())}
      </time>
    </header>
  )
}

/** A text in which each child's own name stands where `{name}` does. */
export function PostText(props: { text: string }): JSX.Element {
  const t = useT('staff')
  return (
    <p class="max-w-[38em] px-4 pb-3 text-pretty wrap-anywhere whitespace-pre-wrap">
      <For each={props.text.split('{name}')}>
        {(part, index) => (
          <>
            {index() > 0 && <span class="rounded-inner bg-inset px-1.5 py-0.5 text-muted">{t('post.name')}</span>}
            {part}
          </>
        )}
      </For>
    </p>
  )
}
