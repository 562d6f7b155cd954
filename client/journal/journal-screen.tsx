import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import type { StaffJournal } from '../../backend/contract/journal.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call, type Reply } from '../api.ts'
import { useGroup } from '../group/group-day.tsx'
import { useStaffWork } from '../group/staff-work.tsx'
import { useT } from '../locales/words.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { ErrorNote, ErrorScreen } from '../ui/error-note.tsx'
import { arrowLeft } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { Later } from '../ui/later.tsx'
import { announce } from '../ui/live-region.tsx'
import { online } from '../ui/online.ts'
import { createRemoval } from '../ui/removal.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { UndoBar } from '../ui/undo-bar.tsx'
import { JournalEntry } from './journal-entry.tsx'
import { JournalForm } from './journal-form.tsx'
import { useJournalDay } from './journal-words.ts'

/** The journal of a group: writing about today and the days to come, and what was written. */
export function JournalScreen(): JSX.Element {
  const t = useT('journal')
  const day = useJournalDay()
  const group = useGroup()
  const { me } = useStaffWork()
  const [known, setKnown] = createSignal<Reply<'groupJournal'>>()
  const [error, setError] = createSignal<unknown>()
  const [changing, setChanging] = createSignal<Id>()
  /** Removed, but not yet heard to be gone. */
  const [gone, setGone] = createSignal<readonly Id[]>([])
  /** A new form for what is written next. */
  const [written, setWritten] = createSignal(0)
  /** How many pages of what is older were asked for. */
  const [pages, setPages] = createSignal(0)
  const [busy, setBusy] = createSignal(false)
  let asked = 0
  async function load(): Promise<void> {
    const turn = ++asked
    setBusy(true)
    try {
      const params = { groupId: group.groupId }
      let known = await call('groupJournal', { params, query: {} })
      for (let page = 0; page < pages() && known.earlier !== null; page++) {
        const { entries, earlier } = await call('groupJournal', { params, query: { before: known.earlier } })
        known = { ...known, entries: [...known.entries, ...entries], earlier }
      }
      if (turn !== asked) return
      setError(undefined)
      setKnown(() => known)
    } catch (cause) {
      if (turn === asked) setError(() => cause)
    } finally {
      if (turn === asked) setBusy(false)
    }
  }
  // Also once there is a connection again.
  createEffect(
    on([group.journalChanged, group.connected], ([, isConnected], before) => {
      if (isConnected || !before) void load()
    }),
  )
  const titleOf = (one: StaffJournal) => t(`journal.${one.part}.of`, day(one.day))
  const entries = () =>
    (known()?.entries ?? []).filter(({ id }) => id !== removal.pending()?.id && !gone().includes(id))
  async function remove(one: StaffJournal): Promise<void> {
    setGone((ids) => [...ids, one.id])
    try {
      await call('removeJournal', { params: { journalId: one.id } })
    } catch (cause) {
      setError(() => cause)
    }
    await load()
    setGone((ids) => ids.filter((id) => id !== one.id))
  }
  const removal = createRemoval<StaffJournal>((one) => void remove(one))
  const done = (isNew: boolean) => {
    announce(t(isNew ? 'journal.placed' : 'journal.changed'))
    setChanging(undefined)
    if (isNew) setWritten((count) => count + 1)
    void load()
  }
  return (
    <main id="main" class="px-gutter pt-3 pb-24">
      <div class="max-w-timeline">
        <ButtonLink href={`/group/${group.groupId}`} kind="quiet" icon={arrowLeft} class="-ml-3">
          {t('journal.back')}
        </ButtonLink>
        <ScreenTitle>{t('journal.title')}</ScreenTitle>
        <p class="mt-1 mb-4 text-sm text-pretty text-muted">{t('journal.intro')}</p>
        <Show
          when={known()}
          fallback={
            <Show
              when={error()}
              fallback={
                <Later>
                  <SkeletonCards count={2} label={t('app.loading')} />
                </Later>
              }
            >
              <ErrorScreen
                title={t(online() ? 'error.screen' : 'journal.offline')}
                error={error()}
                onRetry={() => void load()}
              />
            </Show>
          }
        >
          {(all) => (
            <>
              <Show when={error()}>
                <ErrorNote error={error()} onRetry={() => void load()} />
              </Show>
              <Show when={`new ${written()}`} keyed>
                <JournalForm
                  person={me.person.id}
                  groupId={group.groupId}
                  children={all().children}
                  onDone={() => done(true)}
                  onStale={() => void load()}
                  onCancel={() => undefined}
                />
              </Show>
              <h2 class="mt-8 mb-2 text-sm font-strong text-muted">{t('journal.list')}</h2>
              <Show when={entries().length > 0} fallback={<p class="text-muted">{t('journal.none')}</p>}>
                <div class="grid grid-cols-[minmax(0,1fr)] gap-3">
                  <Keyed each={entries()} by={({ id }) => id}>
                    {(one) => (
                      <JournalEntry
                        one={one()}
                        title={titleOf(one())}
                        form={
                          changing() === one().id
                            ? () => (
                                <JournalForm
                                  person={me.person.id}
                                  groupId={group.groupId}
                                  children={all().children}
                                  existing={one()}
                                  onDone={() => done(false)}
                                  onStale={() => void load()}
                                  onCancel={() => setChanging(undefined)}
                                />
                              )
                            : undefined
                        }
                        onChange={() => setChanging(one().id)}
                        onRemove={() => removal.begin(one())}
                      />
                    )}
                  </Keyed>
                </div>
              </Show>
              <Show when={all().earlier !== null}>
                <Button
                  class="mt-3"
                  busy={busy()}
                  disabled={busy()}
                  onClick={() => {
                    setPages((count) => count + 1)
                    void load()
                  }}
                >
                  {t('journal.earlier')}
                </Button>
              </Show>
            </>
          )}
        </Show>
      </div>
      <Show when={removal.pending()} keyed>
        {(one) => (
          <div class="fixed inset-x-4 bottom-[calc(var(--bar-bottom)+env(safe-area-inset-bottom)+--spacing(3))] z-30 mx-auto max-w-text rail:bottom-4 rail:left-[calc(var(--rail)+--spacing(4))]">
            <UndoBar onUndo={removal.undo} onGone={removal.now}>
              {t('journal.removed', titleOf(one))}
            </UndoBar>
          </div>
        )}
      </Show>
    </main>
  )
}
