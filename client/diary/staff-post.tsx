import { type JSX, Show } from 'solid-js'
import type { StaffEntry } from '../../backend/contract/diary.ts'
import { language } from '../locales/words.ts'
import { listed } from '../time.ts'
import { Card } from '../ui/card.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { PostHead } from './staff-post-head.tsx'
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
  const children = () => props.post.variants.flatMap(({ lines }) => lines.map(({ childId }) => childId))
  const names = () => listed(children().map(props.nameOf), language())
  const coming = () =>
    props.post.variants.flatMap(({ lines }) => lines).find(({ entry, send }) => entry === null && send)?.send ?? null
  return (
    <Card as="article" data-post={props.post.id} aria-label={names()}>
      <PostHead
        childIds={children()}
        author={props.post.author}
        aboutAt={props.post.aboutAt}
        nameOf={props.nameOf}
        initialsOf={props.initialsOf}
      />
      <Keyed each={props.post.variants} by={({ lines }) => lines[0]?.childId ?? null}>
        {(variant) => (
          <VariantPart
            variant={variant()}
            several={props.post.variants.length > 1}
            ruled={variant() !== props.post.variants[0]}
            nameOf={props.nameOf}
            mayEdit={props.mayEdit}
            actions={props.actions}
          />
        )}
      </Keyed>
      <Show when={coming()}>{(send) => <SendPart send={send()} actions={props.actions} />}</Show>
    </Card>
  )
}
