import { type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useFactWords } from '../diary/fact-words.ts'
import type { DayPost } from '../diary/staff-day-posts.ts'
import { language, useT } from '../locales/words.ts'
import { isPending, isStuck } from '../outbox-state.ts'
import { Picture } from '../photo/picture.tsx'
import { countOf } from '../photo/staff-photo-posts.ts'
import { clock, listed } from '../time.ts'
import { Icon } from '../ui/icon.tsx'
import { circleCheck, clock as clockIcon, triangleAlert } from '../ui/icons.ts'

/** A post in a line or two: about when, whom and what, and whether it was sent. */
export function LastPost(props: { post: DayPost; nameOf: (id: Id) => string }): JSX.Element {
  const t = useT('staff')
  const words = useFactWords()
  const lines = () => props.post.entry?.variants.flatMap((variant) => variant.lines) ?? []
  const childIds = () => props.post.photos?.childIds ?? lines().map(({ childId }) => childId)
  const send = () => props.post.photos?.send ?? lines().find((line) => line.send)?.send ?? null
  const aboutAt = () => props.post.photos?.aboutAt ?? props.post.entry?.aboutAt ?? ''
  const parts = () => {
    if (props.post.photos) {
      const { photos, videos } = countOf(props.post.photos)
      return [t('photoPost.count', photos, videos), props.post.photos.text.replaceAll('{name}', t('post.name'))]
    }
    const facts = props.post.entry?.variants[0]?.facts ?? []
    return [facts.length > 0 ? words.summary(facts) : '', lines()[0]?.text ?? '']
  }
  const summary = () =>
    parts()
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .join('. ')
  const state = () => {
    const now = send()
    if (!now) return { icon: circleCheck, words: t('send.sent'), class: 'text-present' }
    if (isStuck(now)) return { icon: triangleAlert, words: t('send.failed'), class: 'text-alert' }
    if (isPending(now)) return { icon: clockIcon, words: t('send.waiting'), class: 'text-muted' }
    return { icon: circleCheck, words: t('send.sent'), class: 'text-present' }
  }
  return (
    <li
      class="grid grid-cols-[2.75rem_1fr_1.25rem] gap-2 border-b border-hairline py-2.5 text-sm"
      data-post={props.post.id}
    >
      <time datetime={aboutAt()} class="text-muted">
        {clock(aboutAt(), language())}
      </time>
      <span class="flex min-w-0 gap-2">
        <Show when={props.post.photos?.photos[0]}>
          {(photo) => (
            <Picture
              source={{ kind: 'photo', id: photo().photoId }}
              picture={photo()}
              alt=""
              class="size-11 shrink-0 rounded-inner"
            />
          )}
        </Show>
        <span class="min-w-0">
          <b class="block wrap-anywhere">{listed(childIds().map(props.nameOf), language())}</b>
          <span class="line-clamp-2 wrap-anywhere text-muted">{summary()}</span>
        </span>
      </span>
      <span class={state().class}>
        <Icon of={state().icon} size="m" />
        <span class="sr-only">{state().words}</span>
      </span>
    </li>
  )
}
