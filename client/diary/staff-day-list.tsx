import { For, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { StaffPhotoCard } from '../photo/staff-photo-card.tsx'
import type { PhotoPostActions, PostPhoto } from '../photo/staff-photo-posts.ts'
import type { DayPost } from './staff-day-posts.ts'
import { PostCard } from './staff-post.tsx'
import type { PostActions } from './staff-posts.ts'

/** What stands on a day, each as a card. */
export function DayList(props: {
  posts: readonly DayPost[]
  nameOf: (id: Id) => string
  initialsOf: (id: Id) => string
  mayEdit: (entry: { authorId: Id }) => boolean
  onOpen: (photo: PostPhoto) => void
  actions: PostActions & PhotoPostActions
}): JSX.Element {
  return (
    <div class="grid grid-cols-[minmax(0,1fr)] gap-3">
      <For each={props.posts.map(({ id }) => id)}>
        {(id) => {
          const post = () => props.posts.find((one) => one.id === id)
          return (
            <>
              <Show when={post()?.entry}>
                {(entry) => (
                  <PostCard
                    post={entry()}
                    nameOf={props.nameOf}
                    initialsOf={props.initialsOf}
                    mayEdit={props.mayEdit}
                    actions={props.actions}
                  />
                )}
              </Show>
              <Show when={post()?.photos}>
                {(photos) => (
                  <StaffPhotoCard
                    post={photos()}
                    nameOf={props.nameOf}
                    initialsOf={props.initialsOf}
                    mayEdit={props.mayEdit(photos())}
                    onOpen={props.onOpen}
                    actions={props.actions}
                  />
                )}
              </Show>
            </>
          )
        }}
      </For>
    </div>
  )
}
