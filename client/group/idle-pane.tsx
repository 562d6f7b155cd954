import { For, type JSX, Show } from 'solid-js'
import { hasContent } from '../diary/composer/draft.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { notebookPen } from '../ui/icons.ts'
import { useDesk } from './desk.tsx'
import { useGroup } from './group-day.tsx'
import { LastPost } from './last-post.tsx'
import { useDayPosts } from './use-day-posts.ts'

const shown = 6

/** The right side while nothing is being written: how to begin, and what went last. */
export function IdlePane(): JSX.Element {
  const t = useT('staff')
  const desk = useDesk()
  const group = useGroup()
  const day = useDayPosts(today)
  const posts = () => day.posts().slice(0, shown)
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
                  {(post) => <LastPost post={post()} nameOf={day.nameOf} />}
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
