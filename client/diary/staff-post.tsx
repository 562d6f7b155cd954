import { For, type JSX, Show } from 'solid-js'
import type { StaffEntry } from '../../backend/contract/diary.ts'
import { language, useT } from '../locales/words.ts'
import { clock, listed } from '../time.ts'
import { Card } from '../ui/card.tsx'
import { Tag } from '../ui/tag.tsx'
import type { Post, PostActions } from './staff-posts.ts'
import { SendPart } from './staff-send.tsx'
import { VariantPart } from './staff-variant.tsx'

type Names = (id: string) => string

/** What was written at one time, for one or several children. */
export function PostCard(props: {
  post: Post
  nameOf: Names
  initialsOf: Names
  mayEdit: (entry: StaffEntry) => boolean
  actions: PostActions
}): JSX.Element {
  const t = useT('staff')
  const children = () => props.post.variants.flatMap(({ lines }) => lines.map(({ childId }) => childId))
  const names = () => listed(children().map(props.nameOf), language())
  const coming = () =>
    props.post.variants.flatMap(({ lines }) => lines).find(({ entry, send }) => entry === null && send)?.send ?? null
  return (
    <Card as="article" data-post={props.post.id} aria-label={names()}>
      <header class="flex items-start gap-3 p-4 pb-3">
        <span class="flex shrink-0" aria-hidden="true">
          <For each={children().slice(0, 3)}>
            {(id, index) => (
              <span class={`rounded-full outline-2 outline-surface ${index() > 0 ? '-ml-1.5' : ''}`}>
                <Tag id={id} initials={props.initialsOf(id)} />
              </span>
            )}
          </For>
        </span>
        <div class="min-w-0 grow">
          <h2 class="leading-5.5 wrap-anywhere">{names()}</h2>
          <p class="text-xs text-muted">
            {children().length > 1 ? t('post.by', props.post.author, children().length) : props.post.author}
          </p>
        </div>
        <time datetime={props.post.aboutAt} class="text-sm leading-5.5 text-muted">
          {clock(props.post.aboutAt, language())}
        </time>
      </header>
      <For each={props.post.variants}>
        {(variant, index) => (
          <VariantPart
            variant={variant}
            several={props.post.variants.length > 1}
            ruled={index() > 0}
            nameOf={props.nameOf}
            mayEdit={props.mayEdit}
            actions={props.actions}
          />
        )}
      </For>
      <Show when={coming()}>{(send) => <SendPart send={send()} actions={props.actions} />}</Show>
    </Card>
  )
}
