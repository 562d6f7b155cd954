import { type JSX, Show } from 'solid-js'
import { useGroup } from '../group/group-day.tsx'
import { StandingLine } from '../group/standing-line.tsx'
import { useT } from '../locales/words.ts'
import { ButtonLink } from '../ui/button.tsx'
import { ErrorScreen } from '../ui/error-note.tsx'
import { arrowLeft } from '../ui/icons.ts'
import { Later } from '../ui/later.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { ActionBoard } from './action-board.tsx'
import { boardChildren } from './board-children.ts'

/** On the group's tablet: what guardians are asked, and who has not answered. */
export function GroupActions(): JSX.Element {
  const t = useT('action')
  const group = useGroup()
  return (
    <main id="main" class="px-gutter pt-5 pb-24">
      <div class="max-w-timeline">
        <ButtonLink href={`/group/${group.groupId}`} kind="quiet" icon={arrowLeft} class="-ml-3">
          {group.today()?.group.name ?? t('action.back')}
        </ButtonLink>
        <ScreenTitle>{t('asking.title')}</ScreenTitle>
        <StandingLine since={group.offlineSince()}>{group.today()?.group.location}</StandingLine>
        <p class="mt-1 mb-4 text-sm text-pretty text-muted">{t('asking.intro')}</p>
        <Show
          when={group.today()}
          fallback={
            <Show
              when={group.error()}
              fallback={
                <Later>
                  <SkeletonCards count={2} label={t('app.loading')} />
                </Later>
              }
            >
              <ErrorScreen title={t('asking.failed')} error={group.error()} onRetry={() => void group.refresh()} />
            </Show>
          }
        >
          {(day) => (
            <ActionBoard children={boardChildren(day().children)} actions={day().actions} onTook={group.tookActions} />
          )}
        </Show>
      </div>
    </main>
  )
}
