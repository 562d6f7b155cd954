import { createMemo, createSignal, For, type JSX, lazy, Show, Suspense } from 'solid-js'
import type { GroupChild } from '../../../backend/contract/group.ts'
import { photoTextLength } from '../../../backend/contract/photo.ts'
import type { Id } from '../../../backend/contract/values.ts'
import { AudienceRow } from '../../diary/composer/audience-row.tsx'
import { ComposerFrame } from '../../diary/composer/composer-frame.tsx'
import { NamedNote, Note } from '../../diary/composer/notes.tsx'
import { TextPart } from '../../diary/composer/text-part.tsx'
import { nameReplaced } from '../../diary/composer/warnings.ts'
import { language, useT } from '../../locales/words.ts'
import { listed } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { send, triangleAlert } from '../../ui/icons.ts'
import { megabytes, type Unfit } from '../upload-files.ts'
import { isUsable } from '../upload-state.ts'
import { BlockedNotes, TroubleNotes } from './blocked-note.tsx'
import type { PhotoChecks } from './photo-checks.ts'
import { PhotoChoice } from './photo-choice.tsx'
import type { PhotoComposer } from './photo-composer-state.ts'
import type { DraftPhoto, PhotoProblem } from './photo-draft.ts'
import { PhotoThumbs } from './photo-thumbs.tsx'
import { TagPart } from './tag-part.tsx'
import { TakenRow } from './taken-row.tsx'

const CoverEditor = lazy(() => import('../cover-editor.tsx').then((m) => ({ default: m.CoverEditor })))

/** Where photos become a post: who is on them, when, text, who will see them, and send. */
export function PhotoComposerForm(props: {
  composer: PhotoComposer
  checks: PhotoChecks
  /** The children of the group. */
  children: readonly GroupChild[]
  timeZone: string
  /** What was chosen last and cannot be sent. */
  unfit: readonly Unfit[]
  onChoose: (files: readonly File[]) => void
  onRemove: (keys: readonly Id[]) => void
  onRetry: (photo: DraftPhoto) => void
  onPlace: () => void
  /** Places the selected photos and keeps the rest here. */
  onPlaceChosen: () => void
  onClose: () => void
}): JSX.Element {
  const t = useT('staff')
  const [covered, setCovered] = createSignal<{ photo: DraftPhoto; names: string }>()
  const photos = () => props.composer.photos()
  const selected = createMemo(() => {
    const keys = new Set(props.composer.selected())
    return photos().filter(({ item }) => keys.has(item.key))
  })
  const keysOf = (some: readonly DraftPhoto[]) => some.map(({ item }) => item.key)
  const numbersOf = (some: readonly DraftPhoto[]) =>
    listed(
      some.map(({ number }) => String(number)),
      language(),
    )
  const going = () => props.checks.going()
  const said = (problem: PhotoProblem) =>
    problem.reason === 'untagged'
      ? t('photoProblem.untagged', numbersOf(problem.photos), problem.photos.length)
      : 'photos' in problem
        ? t(`photoProblem.${problem.reason}`, numbersOf(problem.photos))
        : t(`photoProblem.${problem.reason}`)
  const reason = () => {
    const [first] = props.checks.problems()
    return first && photos().length > 0 ? said(first) : ''
  }
  const timeError = () => {
    const wrong = props.checks.problems().find(({ reason }) => reason === 'in_future' || reason === 'too_old')
    return wrong && said(wrong)
  }
  const place = () => props.checks.problems().length === 0 && props.onPlace()
  return (
    <>
      <ComposerFrame
        title={t('tagging.title', photos().length)}
        savedAt={props.composer.savedAt()}
        onPlace={place}
        onClose={props.onClose}
        foot={
          photos().length > 0 ? (
            <>
              <AudienceRow
                purpose="photos"
                audience={props.checks.audience()}
                lastKnown={{
                  allowed: props.checks.tagged().filter(({ consents }) => consents.photos).length,
                  refused: props.checks
                    .tagged()
                    .filter(({ consents }) => !consents.photos)
                    .map(({ callName }) => callName),
                }}
              />
              <Show when={reason() !== ''}>
                <p id="photos-reason" class="-mt-1 pb-2 text-sm text-muted">
                  {reason()}
                </p>
              </Show>
              <Button
                type="submit"
                kind="primary"
                icon={send}
                wide
                disabled={props.checks.problems().length > 0}
                aria-describedby={reason() === '' ? undefined : 'photos-reason'}
              >
                {going().length === photos().length
                  ? t('tagging.place', going().length)
                  : t('tagging.placeSome', going().length, photos().length)}
              </Button>
              <Show when={props.checks.chosen().length > 0}>
                <Button class="mt-2" icon={send} wide onClick={() => props.onPlaceChosen()}>
                  {t('tagging.placeChosen', props.checks.chosen().length)}
                </Button>
              </Show>
            </>
          ) : undefined
        }
      >
        <UnfitNote unfit={props.unfit} />
        <Show
          when={photos().length > 0}
          fallback={
            <>
              <p class="text-sm text-muted">{t('tagging.intro')}</p>
              <PhotoChoice wide onChoose={props.onChoose} />
            </>
          }
        >
          <PhotoThumbs
            photos={photos()}
            blocked={props.checks.blocked()}
            children={props.children}
            selected={keysOf(selected())}
            onSelect={props.composer.select}
            onChoose={props.onChoose}
          />
          <Selection
            all={photos().length}
            selected={selected().length}
            onAll={() => props.composer.select(selected().length === photos().length ? [] : keysOf(photos()))}
            onRemove={() => props.onRemove(keysOf(selected()))}
          />
          <TroubleNotes
            photos={photos().filter(({ item }) => !isUsable(item))}
            onLeaveOut={(some) => props.onRemove(keysOf(some))}
            onRetry={props.onRetry}
          />
          <BlockedNotes
            blocked={props.checks.blocked()}
            onCover={(photo, names) => setCovered({ photo, names })}
            onRetag={(some) => props.composer.select(keysOf(some))}
            onLeaveOut={(some) => props.onRemove(keysOf(some))}
          />
          <Show when={selected().length > 0}>
            <TagPart photos={selected()} children={props.children} onTag={props.composer.tag} />
            <TakenRow photos={selected()} timeZone={props.timeZone} error={timeError()} onTag={props.composer.tag} />
          </Show>
          <TextPart
            label={t('tagging.text')}
            placeholder={t('tagging.placeholder')}
            value={props.composer.draft().text}
            named
            most={photoTextLength}
            onChange={(text) => props.composer.change((now) => ({ ...now, text }))}
          />
          <NamedNote
            named={props.checks.named()}
            onReplace={(child) => props.composer.change((now) => nameReplaced(now, child.callName))}
          />
        </Show>
      </ComposerFrame>
      <Show when={covered()} keyed>
        {({ photo, names }) => (
          <Suspense>
            <CoverEditor
              item={photo.item}
              names={names}
              onClose={() => setCovered(undefined)}
              onDone={(file) => {
                const stopped = props.checks.blocked().find((one) => one.photo.item.key === photo.item.key)
                const gone = stopped?.children.map(({ id }) => id) ?? []
                const childIds = photo.tag.childIds.filter((id) => !gone.includes(id))
                props.composer.replace(photo, file, { ...photo.tag, childIds })
                setCovered(undefined)
              }}
            />
          </Suspense>
        )}
      </Show>
    </>
  )
}

/** How many photos are touched together, and what can be done with them. */
function Selection(props: { all: number; selected: number; onAll: () => void; onRemove: () => void }): JSX.Element {
  const t = useT('staff')
  return (
    <div class="flex flex-wrap items-center gap-2">
      <span class="min-w-0 grow text-sm text-muted tabular-nums" aria-live="polite">
        {t('tagging.selected', props.selected)}
      </span>
      <Show when={props.selected > 0}>
        <Button kind="quiet" class="text-alert!" onClick={() => props.onRemove()}>
          {t('tagging.remove', props.selected)}
        </Button>
      </Show>
      <Show when={props.all > 1}>
        <Button onClick={() => props.onAll()}>
          {t(props.selected === props.all ? 'tagging.none' : 'tagging.all')}
        </Button>
      </Show>
    </div>
  )
}

/** Files that were chosen and cannot be sent, each with what to do. */
function UnfitNote(props: { unfit: readonly Unfit[] }): JSX.Element {
  const t = useT('staff')
  const why = (file: Unfit) =>
    'most' in file ? t(`upload.unfit.${file.reason}`, megabytes(file.most)) : t(`upload.unfit.${file.reason}`)
  return (
    <Show when={props.unfit.length > 0}>
      <Note icon={triangleAlert} actions={null}>
        <b>{t('upload.unfit.title', props.unfit.length)}</b>
        <For each={props.unfit}>
          {(file) => (
            <span class="block wrap-anywhere">
              <b>{file.name}</b> {why(file)}
            </span>
          )}
        </For>
      </Note>
    </Show>
  )
}
