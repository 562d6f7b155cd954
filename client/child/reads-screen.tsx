import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js'
import type { ChildRead } from '../../backend/contract/child.ts'
import type { Reply } from '../api.ts'
import { call } from '../api.ts'
import { useDayWords } from '../diary/day-words.ts'
import { language, useT } from '../locales/words.ts'
import { goBack } from '../router.ts'
import { clock, dayOf } from '../time.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNote, ErrorScreen } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { arrowLeft, eye } from '../ui/icons.ts'
import { Later } from '../ui/later.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'

/** Who of the location looked at one child, day by day, newest first. */
export function ReadsScreen(props: { childId: string; changed: number }): JSX.Element {
  const t = useT('guardian')
  const days = useDayWords()
  const [pages, setPages] = createSignal<readonly Reply<'childReads'>[]>([])
  const [error, setError] = createSignal<unknown>()
  const [busy, setBusy] = createSignal(false)

  async function load(before?: string): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      const page = await call('childReads', { params: { childId: props.childId }, query: before ? { before } : {} })
      setPages((earlier) => (before ? [...earlier, page] : [page]))
    } catch (cause) {
      // The child may no longer be one's own to read about.
      if (!before) setPages([])
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }
  createEffect(
    on(
      () => [props.childId, props.changed] as const,
      ([childId], before) => {
        if (childId !== before?.[0]) setPages([])
        void load()
      },
    ),
  )

  const name = () => pages()[0]?.child.callName
  const older = () => pages().at(-1)?.older ?? undefined
  const byDay = createMemo(() => {
    const found = new Map<string, ChildRead[]>()
    for (const read of pages().flatMap(({ reads }) => reads)) {
      const day = dayOf(read.at)
      found.set(day, [...(found.get(day) ?? []), read])
    }
    return [...found].map(([day, reads]) => ({ day, reads }))
  })

  return (
    <main id="main" class="px-gutter pt-5 pb-8">
      <div class="max-w-timeline">
        <div class="-ml-3 flex items-center">
          <IconButton icon={arrowLeft} label={t('action.back')} onClick={() => goBack('/consents')} />
        </div>
        <Show
          when={name()}
          fallback={
            <Show
              when={error()}
              fallback={
                <Later>
                  <SkeletonCards count={2} label={t('reads.loading')} />
                </Later>
              }
            >
              <ErrorScreen title={t('reads.failed')} error={error()} onRetry={() => load()} />
            </Show>
          }
        >
          {(callName) => (
            <>
              <ScreenTitle>{t('reads.title', callName())}</ScreenTitle>
              <p class="mt-1 mb-4 text-sm text-pretty text-muted">{t('reads.intro', callName())}</p>
              <Show
                when={byDay().length > 0}
                fallback={
                  <Calm drawing="book" title={t('reads.empty.title')}>
                    <p>{t('reads.empty.text', callName())}</p>
                  </Calm>
                }
              >
                <For each={byDay()}>
                  {({ day, reads }) => (
                    <section class="mt-5 first:mt-0" aria-labelledby={`reads-${day}`}>
                      <h2 id={`reads-${day}`} class="mb-2 text-lg font-strong tracking-[-0.012em]">
                        {days.name(day)}, <span class="font-normal text-muted">{days.date(day)}</span>
                      </h2>
                      <Card>
                        <ul>
                          <For each={reads}>
                            {(read) => (
                              <li class="flex items-center gap-3 border-t border-hairline p-4 first:border-t-0">
                                <Icon of={eye} class="text-muted" />
                                <div class="min-w-0 grow">
                                  <p class="font-strong wrap-anywhere">{read.name}</p>
                                  <p class="text-sm text-muted">
                                    {t(`role.${read.role}`)},{' '}
                                    {read.day && read.day !== day
                                      ? t('reads.group_day.of', days.long(read.day))
                                      : t(`reads.${read.what}`)}
                                  </p>
                                </div>
                                <time class="text-sm text-muted tabular-nums" datetime={read.at}>
                                  {clock(read.at, language())}
                                </time>
                              </li>
                            )}
                          </For>
                        </ul>
                      </Card>
                    </section>
                  )}
                </For>
              </Show>
              <div class="mt-5">
                <Show when={!error()} fallback={<ErrorNote error={error()} onRetry={() => load(older())} />}>
                  <Show when={older()}>
                    {(cursor) => (
                      <Button busy={busy()} onClick={() => void load(cursor())}>
                        {t('reads.older')}
                      </Button>
                    )}
                  </Show>
                </Show>
              </div>
            </>
          )}
        </Show>
      </div>
    </main>
  )
}
