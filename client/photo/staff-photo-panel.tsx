import { createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import type { GroupChild } from '../../backend/contract/group.ts'
import type { PhotoReader } from '../../backend/contract/photo.ts'
import type { Id } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { clock } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { pencil, trash, undo } from '../ui/icons.ts'
import { Astray, type Retagged } from './astray.tsx'
import { Recalled, RecallForm } from './recall-form.tsx'
import { RetagForm } from './retag-form.tsx'
import { StaffPhotoFacts } from './staff-photo-facts.tsx'
import type { PhotoPost, PostPhoto } from './staff-photo-posts.ts'
import { StaffPhotoStage } from './staff-photo-stage.tsx'
import { StaffPhotoSteps } from './staff-photo-steps.tsx'

type Step = 'look' | 'tag' | 'astray' | 'recall'

/** A photo or video large, with who is on it, what guardians reported, and what can be done with it. */
export function StaffPhotoPanel(props: {
  mediaId: Id
  posts: readonly PhotoPost[]
  /** Of the group on that day: who can be put on it. */
  children: readonly GroupChild[]
  nameOf: (id: Id) => string
  mayEdit: (post: PhotoPost) => boolean
  onRemove: (photo: PostPhoto) => void
  /** Goes on to another photo of the day. */
  onShow: (mediaId: Id) => void
  /** After a report of the open photo was settled. */
  onSettled: (report: Id) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('staff')
  const [step, setStep] = createSignal<Step>('look')
  const [after, setAfter] = createSignal<Retagged>()
  const [readers, setReaders] = createSignal<readonly PhotoReader[]>()
  const all = createMemo(() => props.posts.flatMap(({ photos }) => photos.map(({ mediaId }) => mediaId)))
  const found = createMemo(() => {
    for (const post of props.posts)
      for (const photo of post.photos) if (photo.mediaId === props.mediaId) return { post, photo }
    return undefined
  })
  const title = () => {
    if (readers()) return t('staffPhoto.recalled')
    const now = found()
    if (!now) return t('staffPhoto.gone')
    if (step() === 'tag') return t('staffPhoto.retag')
    if (step() === 'astray') return t('staffPhoto.astray')
    if (step() === 'recall') return t('staffPhoto.recall.title')
    const time = clock(now.photo.takenAt, language())
    return now.photo.seconds === null ? t('staffPhoto.title', time) : t('staffPhoto.videoTitle', time)
  }
  const back = () => setStep('look')
  /** Whom it had reached is said before anything else, and that it can be recalled; where it reached nobody there is nothing to say. */
  function retagged(reply?: Retagged): void {
    setAfter(reply)
    setStep(reply && reply.astray.shown > 0 ? 'astray' : 'look')
  }
  return (
    <Dialog
      open
      wide={!readers() && found() !== undefined}
      title={title()}
      onClose={props.onClose}
      actions={
        <Show when={step() === 'look' || readers() || !found()}>
          <Button onClick={() => props.onClose()}>{t('action.close')}</Button>
        </Show>
      }
    >
      <Switch fallback={<p>{t('staffPhoto.gone.text')}</p>}>
        <Match when={readers()}>{(who) => <Recalled readers={who()} />}</Match>
        <Match when={found()}>
          {(now) => (
            <div class="grid grid-cols-[minmax(0,1fr)] gap-5 detail:grid-cols-[minmax(0,1fr)_20rem]">
              <div class="min-w-0">
                <Show when={now().photo.mediaId} keyed>
                  {(_) => <StaffPhotoStage photo={now().photo} nameOf={props.nameOf} />}
                </Show>
                <Show when={step() === 'look' && all().length > 1}>
                  <StaffPhotoSteps all={all()} opened={props.mediaId} onShow={props.onShow} />
                </Show>
              </div>
              <Switch>
                <Match when={step() === 'look'}>
                  <div class="min-w-0">
                    <StaffPhotoFacts
                      post={now().post}
                      photo={now().photo}
                      nameOf={props.nameOf}
                      mayEdit={props.mayEdit(now().post)}
                      onSettled={props.onSettled}
                    />
                    <Show when={props.mayEdit(now().post)}>
                      <div class="mt-4 grid gap-2 bg-surface detail:sticky detail:bottom-0 detail:py-3">
                        <Button icon={pencil} onClick={() => setStep('tag')}>
                          {t('staffPhoto.retag')}
                        </Button>
                        <Button icon={trash} onClick={() => props.onRemove(now().photo)}>
                          {t('action.remove')}
                        </Button>
                        <Button kind="alert" icon={undo} onClick={() => setStep('recall')}>
                          {t('staffPhoto.recall')}
                        </Button>
                      </div>
                    </Show>
                  </div>
                </Match>
                <Match when={step() === 'tag'}>
                  <RetagForm
                    photo={now().photo}
                    children={props.children}
                    nameOf={props.nameOf}
                    onDone={retagged}
                    onRecall={() => setStep('recall')}
                  />
                </Match>
                <Match when={step() === 'astray' && after()}>
                  {(reply) => <Astray after={reply()} onRecall={() => setStep('recall')} onDone={back} />}
                </Match>
                <Match when={step() === 'recall'}>
                  <RecallForm photo={now().photo} nameOf={props.nameOf} onCancel={back} onDone={setReaders} />
                </Match>
              </Switch>
            </div>
          )}
        </Match>
      </Switch>
    </Dialog>
  )
}
