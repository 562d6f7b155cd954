import { createEffect, createMemo, createSignal, type JSX, Match, on, Show, Switch } from 'solid-js'
import { v7 } from 'uuid'
import type { StaffEntry } from '../../backend/contract/diary.ts'
import type { Id } from '../../backend/contract/values.ts'
import { DeskPane, useDesk } from '../group/desk.tsx'
import { useGroup } from '../group/group-day.tsx'
import { OutboxChip } from '../group/outbox-chip.tsx'
import { useStaffWork } from '../group/staff-work.tsx'
import { StandingLine } from '../group/standing-line.tsx'
import { useDayPosts } from '../group/use-day-posts.ts'
import { DayHandovers } from '../handover/day-handovers.tsx'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { openedPhoto, showPhoto } from '../photo/address.ts'
import { type Moved, MovedNote } from '../photo/moved-note.tsx'
import { usePhotoPlace } from '../photo/opened-photo.ts'
import { ReportBar } from '../photo/report-bar.tsx'
import { SettledReports } from '../photo/settled-reports.tsx'
import { countOf, type PhotoPost, type PostPhoto } from '../photo/staff-photo-posts.ts'
import { go, where } from '../router.ts'
import { daysAfter, listed } from '../time.ts'
import { Button, ButtonLink, IconButton } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { ErrorScreen } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { chevronLeft, chevronRight } from '../ui/icons.ts'
import { Later } from '../ui/later.tsx'
import { fetchAhead, laterPart, Opening } from '../ui/opening.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { draftOfEntries } from './composer/draft.ts'
import { useDayWords } from './day-words.ts'
import { DayList } from './staff-day-list.tsx'
import { HistoryDialog } from './staff-history.tsx'
import type { Line, Variant } from './staff-posts.ts'

/** Fetched after the screen itself: what opens over it. */
const panel = laterPart(() => import('../photo/staff-photo-panel.tsx').then((m) => m.StaffPhotoPanel))
const editor = laterPart(() => import('../photo/edit-post.tsx').then((m) => m.EditPost))

const untilSent = 60_000

/** What was written in a group on a day, newest first, with on top what has not arrived yet. */
export function StaffDay(): JSX.Element {
  const t = useT('staff')
  const days = useDayWords()
  const group = useGroup()
  const desk = useDesk()
  const { me, outbox, timeZone } = useStaffWork()
  const [error, setError] = createSignal<unknown>()
  const [editing, setEditing] = createSignal<PhotoPost>()
  const [moved, setMoved] = createSignal<Moved>()
  const [looked, setLooked] = createSignal<Line>()
  const opened = usePhotoPlace()
  fetchAhead(panel)
  fetchAhead(editor)

  const day = createMemo(() => {
    const asked = where().query.get('day') ?? ''
    return /^\d{4}-\d{2}-\d{2}$/.test(asked) && asked < today() ? asked : today()
  })
  const state = () => group.on(day())
  const load = () => {
    setError(undefined)
    group.look(day()).catch((failure: unknown) => setError(failure))
  }
  createEffect(on(day, (asked) => asked !== today() && queueMicrotask(load)))

  const { posts, photoPosts, reportedElsewhere, nameOf, initialsOf } = useDayPosts(day)
  const show = (next: string) =>
    go(next === today() ? `/group/${group.groupId}/day` : `/group/${group.groupId}/day?day=${next}`, { replace: true })

  const mayEdit = ({ authorId }: { authorId: Id }) => state()?.mayEdit === true || authorId === me.person.id
  /** Its report came to this person, who may settle it: also where the child came here later. */
  const keeps = ({ photos }: PhotoPost) => photos.some(({ mediaId }) => group.today()?.keeps.includes(mediaId))
  const writing = () => desk.open() && desk.changing()

  const remove = (entries: readonly StaffEntry[]) => {
    const sends = entries.map((before) => {
      const id = v7()
      void outbox.add(
        id,
        { kind: 'remove', groupId: group.groupId, callNames: { [before.childId]: nameOf(before.childId) }, before },
        untilSent,
      )
      return id
    })
    desk.undoable(
      t(
        'post.removed',
        listed(
          entries.map(({ childId }) => nameOf(childId)),
          language(),
        ),
      ),
      () => sends.forEach(outbox.discard),
      () => sends.forEach(outbox.retry),
    )
  }
  /** Removes photos as one: together they go, and together they can be kept. */
  const removeAll = (photos: readonly PostPhoto[], said: (names: string) => string) => {
    const ids = photos.map(({ mediaId, childIds }) => {
      const id = v7()
      const callNames = Object.fromEntries(childIds.map((child) => [child, nameOf(child)]))
      void outbox.add(id, { kind: 'removePhoto', groupId: group.groupId, callNames, mediaId }, untilSent)
      return id
    })
    const names = [...new Set(photos.flatMap(({ childIds }) => childIds))].map(nameOf)
    desk.undoable(
      said(listed(names, language())),
      () => ids.forEach(outbox.discard),
      () => ids.forEach(outbox.retry),
    )
  }
  const removePhoto = (photo: PostPhoto) => {
    opened.close()
    removeAll([photo], (names) => t(photo.seconds === null ? 'staffPhoto.removed' : 'staffPhoto.removedVideo', names))
  }
  /** A photo of another group is here for its reports alone: it goes with the last of them. */
  const leaveElsewhere = (mediaId: Id, settled: Id) => {
    const named = (posts: readonly PhotoPost[]) =>
      posts.flatMap(({ photos }) => photos).filter((photo) => photo.mediaId === mediaId)
    const isHere = named(photoPosts()).length > 0
    const isWaiting = named(reportedElsewhere()).some(({ reports }) => reports.some(({ id }) => id !== settled))
    if (!isHere && !isWaiting) opened.close()
  }
  const removePhotos = ({ photos }: PhotoPost) => removeAll(photos, (names) => t('post.removed', names))
  const correct = (variant: Variant, entries: readonly StaffEntry[]) => {
    const draft = draftOfEntries(entries, variant.text, timeZone)
    if (draft) desk.correct(draft)
  }
  return (
    <div
      class={
        writing() ? 'detail:grid detail:h-[calc(100dvh-var(--strip,0px))] detail:grid-cols-[minmax(0,1fr)_24rem]' : ''
      }
    >
      <main
        id={writing() && desk.full() ? undefined : 'main'}
        hidden={writing() && desk.full()}
        class={`px-gutter pb-24 ${writing() ? 'detail:overflow-y-auto' : ''}`}
      >
        <div class="max-w-timeline">
          <header class="sticky top-0 z-10 -mx-gutter flex flex-wrap items-center gap-x-3 gap-y-1 bg-ground px-gutter py-2 huge:static">
            <div class="min-w-0 flex-1 basis-40">
              <ScreenTitle>{days.name(day())}</ScreenTitle>
              <StandingLine since={group.offlineSince()}>
                {state()?.group.name ?? group.today()?.group.name} · {days.long(day())}
              </StandingLine>
            </div>
            <OutboxChip connected={group.connected()} onChange={desk.change} onCompare={desk.compare} />
            <MovedNote groupId={group.groupId} moved={moved()} onRead={() => setMoved(undefined)} />
          </header>
          <fieldset class="flex min-w-0 items-end gap-2 pb-4 huge:flex-wrap" aria-label={t('day.choose')}>
            <IconButton line icon={chevronLeft} label={t('day.before')} onClick={() => show(daysAfter(day(), -1))} />
            <div class="min-w-0 grow huge:order-last huge:basis-full">
              <Field
                type="date"
                label={t('day.pick')}
                quietLabel
                value={day()}
                max={today()}
                onChange={(picked) => picked.currentTarget.value && show(picked.currentTarget.value)}
                class="tabular-nums"
              />
            </div>
            <IconButton
              line
              icon={chevronRight}
              label={t('day.after')}
              disabled={day() === today()}
              onClick={() => show(daysAfter(day(), 1))}
            />
          </fieldset>
          <div class="has-[[role=status]>*]:mb-3">
            <ReportBar />
          </div>
          <DayHandovers handovers={state()?.handovers ?? []} takenBack={state()?.takenBack ?? []} nameOf={nameOf} />
          <Switch
            fallback={
              <Later>
                <SkeletonCards count={3} label={t('app.loading')} />
              </Later>
            }
          >
            <Match when={(error() ?? (day() === today() ? group.error() : undefined)) && !state()}>
              <ErrorScreen
                title={t('error.screen')}
                error={error() ?? group.error()}
                onRetry={() => (day() === today() ? void group.refresh() : load())}
                safe={t('outbox.safe')}
              />
            </Match>
            <Match when={posts().length > 0}>
              <DayList
                posts={posts()}
                nameOf={nameOf}
                initialsOf={initialsOf}
                mayEdit={mayEdit}
                onOpen={(photo) => opened.open(photo.mediaId)}
                actions={{
                  correct,
                  remove,
                  correctPhotos: (post) => setEditing(post),
                  removePhotos,
                  history: setLooked,
                  change: desk.change,
                  compare: desk.compare,
                }}
              />
            </Match>
            <Match when={state()}>
              <Calm
                drawing="book"
                title={day() === today() ? t('day.nothing') : t('day.nothingThen')}
                actions={
                  <Show
                    when={day() === today()}
                    fallback={<Button onClick={() => show(today())}>{t('day.toToday')}</Button>}
                  >
                    <ButtonLink kind="primary" href={`/group/${group.groupId}`}>
                      {t('day.write')}
                    </ButtonLink>
                  </Show>
                }
              >
                <p>{day() === today() ? t('day.nothingText') : t('day.nothingThenText')}</p>
              </Calm>
            </Match>
          </Switch>
          <SettledReports />
        </div>
      </main>
      <Show when={writing()}>
        <DeskPane idle={null} back={t('tagging.backDay')} />
      </Show>
      <Show when={openedPhoto()}>
        {(mediaId) => (
          <Show when={state()}>
            {(now) => (
              <Opening of={panel} title={t('upload.title')} onClose={opened.close}>
                {(StaffPhotoPanel) => (
                  <StaffPhotoPanel
                    mediaId={mediaId()}
                    posts={[...photoPosts(), ...reportedElsewhere()]}
                    children={now().children}
                    nameOf={nameOf}
                    mayEdit={(post) => mayEdit(post) || keeps(post)}
                    onRemove={removePhoto}
                    onShow={showPhoto}
                    onSettled={(report) => leaveElsewhere(mediaId(), report)}
                    onClose={opened.close}
                  />
                )}
              </Opening>
            )}
          </Show>
        )}
      </Show>
      <Show when={editing()} keyed>
        {(post) => (
          <Opening of={editor} title={t('photoPost.edit.title')} onClose={() => setEditing(undefined)}>
            {(EditPost) => (
              <EditPost
                post={post}
                timeZone={timeZone}
                nameOf={nameOf}
                onClose={() => setEditing(undefined)}
                onMoved={(aboutAt) =>
                  setMoved(post.photos[0] && { mediaId: post.photos[0].mediaId, aboutAt, ...countOf(post) })
                }
              />
            )}
          </Opening>
        )}
      </Show>
      <Show when={looked()} keyed>
        {(line) => <HistoryDialog line={line} name={nameOf(line.childId)} onClose={() => setLooked(undefined)} />}
      </Show>
    </div>
  )
}
