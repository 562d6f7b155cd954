import { createMemo, For, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { hasContent } from '../diary/composer/draft.ts'
import { useFactWords } from '../diary/fact-words.ts'
import { type Post, postsOf } from '../diary/staff-posts.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { isPending, isStuck } from '../outbox-state.ts'
import { clock, dayOf, listed } from '../time.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { circleCheck, clock as clockIcon, notebookPen, triangleAlert } from '../ui/icons.ts'
import { useDesk } from './desk.tsx'
import { useGroup } from './group-day.tsx'
import { useStaffWork } from './staff-work.tsx'

const shown = 6

/** The right side while nothing is being written: how to begin, and what went last. */
export function IdlePane(): JSX.Element {
  const t = useT('staff')
  const desk = useDesk()
  const group = useGroup()
  const { me, outbox } = useStaffWork()
  const names = createMemo(
    () =>
      new Map<Id, string>([
        ...outbox.sends().flatMap(({ work }) => Object.entries(work.callNames)),
        ...(group.today()?.children ?? []).map(({ id, callName }) => [id, callName] as const),
      ]),
  )
  const posts = createMemo(() =>
    postsOf(
      group.today()?.entries ?? [],
      outbox.sends().filter(({ work }) => work.groupId === group.groupId),
      names(),
      me.person.firstName,
      (aboutAt) => dayOf(aboutAt) === today(),
    ).slice(0, shown),
  )
  const kept = () => hasContent(desk.composer.draft()) || desk.composer.draft().childIds.length > 0
  return (
    <div class="flex h-full min-h-0 flex-col overflow-y-auto px-5 pb-5">
      <h2 class="pt-6 text-lg font-title tracking-[-0.012em]">{t('idle.title')}</h2>
      <p class="mt-1 text-sm text-pretty text-muted">{t('idle.text')}</p>
      <Show when={kept()}>
        <Button class="mt-4" icon={notebookPen} onClick={desk.show}>
          {t('idle.goOn')}
        </Button>
      </Show>
      <Show when={posts().length > 0}>
        <section class="mt-8">
          <h3 class="border-b border-hairline pb-2 text-sm text-muted">{t('idle.last')}</h3>
          <ul>
            <For each={posts().map(({ id }) => id)}>
              {(id) => (
                <Show when={posts().find((post) => post.id === id)}>
                  {(post) => <PostLine post={post()} names={names()} />}
                </Show>
              )}
            </For>
          </ul>
          <ButtonLink href={`/group/${group.groupId}/day`} kind="quiet" class="-mx-3 mt-1">
            {t('idle.all')}
          </ButtonLink>
        </section>
      </Show>
    </div>
  )
}

function PostLine(props: { post: Post; names: ReadonlyMap<Id, string> }): JSX.Element {
  const t = useT('staff')
  const words = useFactWords()
  const lines = () => props.post.variants.flatMap((variant) => variant.lines)
  const send = () => lines().find((line) => line.send)?.send ?? null
  const summary = () => {
    const first = props.post.variants[0]
    if (!first) return ''
    return [first.facts.length > 0 ? words.summary(first.facts) : '', lines()[0]?.text.trim() ?? '']
      .filter((part) => part !== '')
      .join('. ')
  }
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
      <time datetime={props.post.aboutAt} class="text-muted">
        {clock(props.post.aboutAt, language())}
      </time>
      <span class="min-w-0">
        <b class="block wrap-anywhere">
          {listed(
            lines().map(({ childId }) => props.names.get(childId) ?? t('day.otherChild')),
            language(),
          )}
        </b>
        <span class="line-clamp-2 wrap-anywhere text-muted">{summary()}</span>
      </span>
      <span class={state().class}>
        <Icon of={state().icon} size="m" />
        <span class="sr-only">{state().words}</span>
      </span>
    </li>
  )
}
