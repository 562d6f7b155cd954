import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { photoTextLength } from '../../../backend/contract/diary-text.ts'
import type { GroupChild } from '../../../backend/contract/group.ts'
import type { Id } from '../../../backend/contract/values.ts'
import { AudienceRow } from '../../diary/composer/audience-row.tsx'
import { ComposerFrame } from '../../diary/composer/composer-frame.tsx'
import { NamedNote } from '../../diary/composer/notes.tsx'
import { TextPart } from '../../diary/composer/text-part.tsx'
import { nameReplaced } from '../../diary/composer/warnings.ts'
import { language, useT } from '../../locales/words.ts'
import { listed } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { send } from '../../ui/icons.ts'
import { Keyed } from '../../ui/keyed.tsx'
import { fetchAhead, laterPart, Opening } from '../../ui/opening.tsx'
import type { Uncovered } from '../cover-editor.tsx'
import type { Unfit } from '../upload-files.ts'
import { isUsable, kindsOf } from '../upload-state.ts'
import { StopNote, type StopWays, TroubleNotes } from './blocked-note.tsx'
import { ElsewhereNote } from './elsewhere-note.tsx'
import { useNumberList } from './number-list.ts'
import type { PhotoChecks } from './photo-checks.ts'
import { PhotoChoice } from './photo-choice.tsx'
import type { PhotoComposer } from './photo-composer-state.ts'
import type { DraftPhoto, PhotoProblem } from './photo-draft.ts'
import { PhotoLook } from './photo-look.tsx'
import { PhotoSelection } from './photo-selection.tsx'
import { PhotoThumbs } from './photo-thumbs.tsx'
import { SeenRow } from './seen-row.tsx'
import { createStopTelling, keyOfStop, type Stop, stopsOf, touches } from './stops.ts'
import { TagPart } from './tag-part.tsx'
import { TakenRow } from './taken-row.tsx'
import { UnfitNote } from './unfit-note.tsx'

/** Fetched after the composer: few photos are covered. */
const covering = laterPart(() => import('../cover-editor.tsx').then((m) => m.CoverEditor))

/** Where photos become a post: who is on them, when, text, who will see them, and send. */
export function PhotoComposerForm(props: {
  composer: PhotoComposer
  checks: PhotoChecks
  /** The children of the group. */
  children: readonly GroupChild[]
  timeZone: string
  /** What was chosen last and cannot be sent. */
  unfit: readonly Unfit[]
  /** Where closing leads. */
  back: string
  /** Stands at the right of the title. */
  standing: JSX.Element
  onChoose: (files: readonly File[]) => void
  onRemove: (keys: readonly Id[]) => void
  onRetry: (photo: DraftPhoto) => void
  onPlace: () => void
  /** Places the selected photos and keeps the rest here. */
  onPlaceChosen: () => void
  onClose: () => void
}): JSX.Element {
  const t = useT('staff')
  fetchAhead(covering)
  const [covered, setCovered] = createSignal<{ photo: DraftPhoto; names: string; before?: Uncovered | undefined }>()
  const photos = () => props.composer.photos()
  const selected = createMemo(() => {
    const keys = new Set(props.composer.selected())
    return photos().filter(({ item }) => keys.has(item.key))
  })
  const keysOf = (some: readonly DraftPhoto[]) => some.map(({ item }) => item.key)
  const numbers = useNumberList()
  const kinds = (some: readonly DraftPhoto[]) => kindsOf(some.map(({ item }) => item))
  const going = () => props.checks.going()
  const said = (problem: PhotoProblem) =>
    'photos' in problem
      ? t(`photoProblem.${problem.reason}`, numbers(problem.photos), ...kinds(problem.photos))
      : t(`photoProblem.${problem.reason}`)
  const reason = () => {
    const [first] = props.checks.problems()
    return first && photos().length > 0 ? said(first) : ''
  }
  const timeError = () => {
    const wrong = props.checks.problems().find(({ reason }) => reason === 'in_future' || reason === 'too_old')
    return wrong && said(wrong)
  }
  const stops = createMemo(() => stopsOf(props.checks.blocked()))
  createStopTelling(stops)
  const remove = (some: readonly DraftPhoto[]) => props.onRemove(keysOf(some))
  const toChild = ({ children }: Stop) =>
    queueMicrotask(() => [...document.querySelectorAll<HTMLElement>(`[data-tag="${children[0]?.id}"]`)].at(-1)?.focus())
  const ways: StopWays = {
    onCover: (photo, names) => setCovered({ photo, names }),
    onRetag(stop) {
      props.composer.select(keysOf(stop.photos))
      toChild(stop)
    },
    onLeaveOut: remove,
  }
  const lookedAt = createMemo(() => photos().find(({ item }) => item.key === props.composer.looked()))
  /** Covers a photo from the large view: what was covered before is there to be changed. */
  const cover = (photo: DraftPhoto) => {
    const before = props.composer.uncovered(photo.item.key)
    const stopped = props.checks.blocked().find((one) => one.photo.item.key === photo.item.key)
    const names = listed(stopped?.children.map(({ callName }) => callName) ?? [], language())
    setCovered({ photo, before, names: names === '' ? (before?.names ?? '') : names })
  }
  const leave = () => {
    const key = props.composer.looked()
    props.composer.look(undefined)
    document.querySelector<HTMLElement>(`[data-look="${key}"]`)?.focus()
  }
  const place = () => props.checks.problems().length === 0 && props.onPlace()
  return (
    <>
      <ComposerFrame
        title={t('tagging.title', ...kinds(photos()))}
        savedAt={props.composer.savedAt()}
        onPlace={place}
        onClose={props.onClose}
        back={photos().length > 0 ? props.back : undefined}
        standing={props.standing}
        beside={
          photos().length > 0 ? (
            <div class="flex min-h-0 shrink-0 flex-col gap-2 px-5 pt-2 pb-3 rail:min-w-0 rail:shrink rail:grow">
              <PhotoSelection
                all={photos().length}
                selected={kinds(selected())}
                onSelect={(all) => props.composer.select(all ? keysOf(photos()) : [])}
                onRemove={() => remove(selected())}
              />
              <PhotoThumbs
                photos={photos()}
                blocked={props.checks.blocked()}
                children={props.children}
                seenBy={props.checks.seenBy()}
                selected={keysOf(selected())}
                onSelect={props.composer.select}
                onLook={props.composer.look}
                onChoose={props.onChoose}
              />
            </div>
          ) : undefined
        }
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
              <SeenRow photos={photos()} seenBy={props.checks.seenBy()} />
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
                  ? t('tagging.place', ...kinds(going()))
                  : t('tagging.placeSome', going().length, ...kinds(photos()))}
              </Button>
              <Show when={props.checks.chosen().length > 0}>
                <Button class="mt-2" icon={send} wide onClick={() => props.onPlaceChosen()}>
                  {t('tagging.placeChosen', ...kinds(props.checks.chosen()))}
                </Button>
              </Show>
            </>
          ) : undefined
        }
      >
        <ElsewhereNote groupId={props.composer.draft().groupId} />
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
          <TroubleNotes
            photos={photos().filter(({ item }) => !isUsable(item))}
            onLeaveOut={remove}
            onRetry={props.onRetry}
          />
          <Keyed each={stops().filter((stop) => !touches(stop, selected()))} by={keyOfStop}>
            {(stop) => <StopNote stop={stop()} ways={ways} />}
          </Keyed>
          <Show when={selected().length > 0}>
            <TagPart
              photos={selected()}
              children={props.children}
              stops={stops().filter((stop) => touches(stop, selected()))}
              ways={ways}
              onTag={props.composer.tag}
            />
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
      <Show when={lookedAt()}>
        {(photo) => (
          <PhotoLook
            photo={photo()}
            photos={photos()}
            children={props.children}
            stops={stops()}
            ways={{
              ...ways,
              onRetag: toChild,
              onLeaveOut(some) {
                // The way back stands on the page below.
                leave()
                remove(some)
              },
            }}
            onCover={() => cover(photo())}
            covered={props.composer.uncovered(photo().item.key) !== undefined}
            onTag={(how) => props.composer.tag(how, [photo().item.key])}
            onLook={props.composer.look}
            onClose={leave}
          />
        )}
      </Show>
      <Show when={covered()} keyed>
        {({ photo, names, before }) => (
          <Opening of={covering} title={t('cover.title')} onClose={() => setCovered(undefined)}>
            {(CoverEditor) => (
              <CoverEditor
                item={photo.item}
                names={names}
                onClose={() => setCovered(undefined)}
                before={before}
                onDone={(file, uncovered) => {
                  const stopped = props.checks.blocked().find((one) => one.photo.item.key === photo.item.key)
                  const gone = stopped?.children.map(({ id }) => id) ?? []
                  const childIds = photo.tag.childIds.filter((id) => !gone.includes(id))
                  props.composer.replace(photo, file, { ...photo.tag, childIds }, uncovered)
                  setCovered(undefined)
                }}
              />
            )}
          </Opening>
        )}
      </Show>
    </>
  )
}
