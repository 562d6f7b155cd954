import { createMemo, For, type JSX, Show } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import type { AuditRow } from '../../backend/contract/audit.ts'
import { useDayWords } from '../diary/day-words.ts'
import { useT } from '../locales/words.ts'
import { goBack } from '../router.ts'
import { dayOf } from '../time.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNote, ErrorScreen } from '../ui/error-note.tsx'
import { arrowLeft } from '../ui/icons.ts'
import { Later } from '../ui/later.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { AuditLine } from './audit-line.tsx'
import { createAudit } from './audit-state.ts'
import { DayStrip } from './day-strip.tsx'
import { ExportButton } from './export-button.tsx'
import { Filters } from './filters.tsx'

/** What people did and saw, for the privacy officer: searched, counted by day, taken along. */
export function Screen(_: { me: Me; params: Record<string, string> }): JSX.Element {
  const t = useT('office')
  const days = useDayWords()
  const audit = createAudit()
  const byDay = createMemo(() => {
    const found = new Map<string, AuditRow[]>()
    for (const row of audit.rows()) {
      const day = dayOf(row.at)
      found.set(day, [...(found.get(day) ?? []), row])
    }
    return [...found].map(([day, rows]) => ({ day, rows }))
  })
  return (
    <main id="main" class="px-gutter pt-5 pb-10">
      <div class="max-w-6xl">
        <div class="-ml-3 flex items-center">
          <IconButton icon={arrowLeft} label={t('action.back')} onClick={() => goBack('/office')} />
        </div>
        <div class="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div class="max-w-text min-w-0">
            <ScreenTitle>{t('audit.title')}</ScreenTitle>
            <p class="mt-1 text-sm text-pretty text-muted">{t('audit.intro')}</p>
          </div>
          <ExportButton filter={audit.filter()} disabled={audit.rows().length === 0} />
        </div>
        <Filters audit={audit} />
        <DayStrip audit={audit} />
        <Show
          when={audit.pages().length > 0}
          fallback={
            <Show
              when={audit.error()}
              fallback={
                <Later>
                  <div class="mt-6">
                    <SkeletonCards count={3} label={t('audit.loading')} />
                  </div>
                </Later>
              }
            >
              <ErrorScreen title={t('audit.failed')} error={audit.error()} onRetry={() => audit.load()} />
            </Show>
          }
        >
          <Show
            when={byDay().length > 0}
            fallback={
              <Calm drawing="book" title={t('audit.empty.title')}>
                <p>{t('audit.empty.text')}</p>
              </Calm>
            }
          >
            <For each={byDay()}>
              {({ day, rows }) => (
                <section class="mt-6" aria-labelledby={`audit-${day}`}>
                  <h2 id={`audit-${day}`} class="mb-2 text-lg font-strong tracking-[-0.012em]">
                    {days.name(day)}, <span class="font-normal text-muted">{days.date(day)}</span>
                  </h2>
                  <Card>
                    <ul>
                      <For each={rows}>{(row) => <AuditLine row={row} nameOf={audit.nameOf} />}</For>
                    </ul>
                  </Card>
                </section>
              )}
            </For>
          </Show>
          <div class="mt-5">
            <Show
              when={!audit.error()}
              fallback={<ErrorNote error={audit.error()} onRetry={() => audit.load(audit.older())} />}
            >
              <Show when={audit.older()}>
                {(cursor) => (
                  <Button busy={audit.busy()} onClick={() => void audit.load(cursor())}>
                    {t('audit.older')}
                  </Button>
                )}
              </Show>
            </Show>
          </div>
        </Show>
      </div>
    </main>
  )
}
