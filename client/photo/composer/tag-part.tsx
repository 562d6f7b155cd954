import { createMemo, createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import type { GroupChild } from '../../../backend/contract/group.ts'
import type { Id } from '../../../backend/contract/values.ts'
import { language, useT } from '../../locales/words.ts'
import { listed } from '../../time.ts'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { cameraOff, check, eye, eyeOff, search, users } from '../../ui/icons.ts'
import { Keyed } from '../../ui/keyed.tsx'
import { kindsOf } from '../upload-state.ts'
import { StopNote, type StopWays } from './blocked-note.tsx'
import { type DraftPhoto, type PhotoTag, withChild } from './photo-draft.ts'
import { keyOfStop, type Stop } from './stops.ts'

const manyChildren = 9
const box =
  'inline-flex min-h-target min-w-0 items-center gap-1.5 rounded-control border px-3 text-sm leading-5 font-[560] wrap-anywhere disabled:border-transparent disabled:bg-inset disabled:text-muted'
const usual =
  'border-control bg-surface hover:bg-inset aria-pressed:border-inverse aria-pressed:bg-inverse aria-pressed:text-on-inverse'
/** Chosen, and nevertheless not going. */
const stopped = 'border-2 border-alert bg-alert-tint text-alert'

const plain = (words: string) => words.toLocaleLowerCase('nl').normalize('NFD').replace(/\p{M}/gu, '')

/** Who is on the selected photos, for all of them at once; or that nobody is, and whose families see them then. */
export function TagPart(props: {
  photos: readonly DraftPhoto[]
  children: readonly GroupChild[]
  /** What stops some of these photos: it stands below the child who does. */
  stops: readonly Stop[]
  ways: StopWays
  onTag: (how: (tag: PhotoTag) => PhotoTag) => void
}): JSX.Element {
  const t = useT('staff')
  const [wanted, setWanted] = createSignal('')
  const nobody = () => props.photos.every(({ tag }) => tag.showsNobody)
  const allowed = () => props.children.filter(({ consents }) => consents.photos).map(({ id }) => id)
  const found = createMemo(() =>
    props.children.filter(({ callName }) => plain(callName).includes(plain(wanted().trim()))),
  )
  const holds = (id: Id): boolean | 'mixed' => {
    const many = props.photos.filter(({ tag }) => tag.childIds.includes(id)).length
    return many === 0 ? false : many === props.photos.length ? true : 'mixed'
  }
  const noteId = createUniqueId()
  const [tapped, setTapped] = createSignal<Id>()
  /** Below whom a stop stands: the child who was tapped last, else the first who is in sight. */
  const placeOf = ({ children }: Stop): Id | undefined => {
    const ids = found().flatMap(({ id }) => (children.some((child) => child.id === id) ? [id] : []))
    return ids.find((id) => id === tapped()) ?? ids[0]
  }
  const stopsAt = (id: Id | undefined) => props.stops.filter((stop) => placeOf(stop) === id)
  const isStopped = (id: Id) =>
    holds(id) !== false && props.stops.some(({ children }) => children.some((child) => child.id === id))
  const everybody = () => allowed().every((id) => holds(id) === true)
  const kinds = () => kindsOf(props.photos.map(({ item }) => item))
  /** Who is chosen for some of them sees those. */
  const chosen = () => props.children.filter(({ id }) => holds(id) !== false)
  const whoSees = () => {
    const [photos, videos] = kinds()
    if (chosen().length === 0) return t('tagging.nobodySees', photos, videos)
    if (everybody()) return t('tagging.allSee', chosen().length, photos, videos)
    const names = chosen().map(({ callName }) => callName)
    return t('tagging.someSee', listed(names, language()), photos, videos)
  }
  const declare = () => {
    const showsNobody = !nobody()
    // Whoever was on them is not on them; until somebody chooses, everybody who may see photos sees these.
    props.onTag((tag) => ({ ...tag, showsNobody, childIds: showsNobody ? allowed() : [] }))
  }
  return (
    <fieldset class="grid min-w-0 gap-2">
      <legend class="float-left mb-2 w-full font-strong">
        {nobody() ? t('tagging.whoSees') : t('tagging.who', ...kinds())}
      </legend>
      <Show when={nobody()}>
        <p role="status" class="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-2 rounded-control bg-inset p-3 text-sm">
          <Icon of={eye} />
          <span>{whoSees()}</span>
        </p>
      </Show>
      <Show when={props.children.length > manyChildren}>
        <Field
          type="search"
          quietLabel
          label={t('tagging.search')}
          placeholder={t('tagging.search')}
          value={wanted()}
          autocomplete="off"
          onInput={(typed) => setWanted(typed.currentTarget.value)}
          after={<Icon of={search} size="m" class="mr-3 text-muted" />}
        />
      </Show>
      <div class="grid grid-flow-row-dense grid-cols-3 gap-2 huge:grid-cols-1">
        <Show when={found().length === 0}>
          <p class="col-span-full text-sm text-muted">
            {t(props.children.length === 0 ? 'tagging.noChildren' : 'tagging.searchNone')}
          </p>
        </Show>
        <Keyed each={found()} by={({ id }) => id}>
          {(child) => (
            <>
              <button
                type="button"
                aria-pressed={holds(child().id)}
                disabled={nobody() && !child().consents.photos}
                aria-label={child().consents.photos ? undefined : `${child().callName}, ${t('tagging.noPhotos')}`}
                aria-describedby={stopsAt(child().id).length > 0 ? `${noteId}-${child().id}` : undefined}
                data-tag={child().id}
                onClick={() => {
                  const { id } = child()
                  setTapped(id)
                  props.onTag(withChild(id, holds(id) !== true))
                }}
                class={`${box} ${isStopped(child().id) ? stopped : `${usual} ${holds(child().id) === 'mixed' ? 'border-2 border-inverse' : ''}`}`}
              >
                <span class="min-w-0 grow text-left">{child().callName}</span>
                <Show
                  when={!child().consents.photos || isStopped(child().id)}
                  fallback={
                    <Show when={holds(child().id) === true}>
                      <Icon of={check} size="s" />
                    </Show>
                  }
                >
                  <Icon of={cameraOff} size="s" />
                </Show>
              </button>
              <Stops id={`${noteId}-${child().id}`} stops={stopsAt(child().id)} ways={props.ways} />
            </>
          )}
        </Keyed>
        <Stops stops={stopsAt(undefined)} ways={props.ways} />
      </div>
      <div class="flex flex-wrap gap-2">
        <Show when={wanted() === '' && props.children.length > 1}>
          <button
            type="button"
            aria-pressed={everybody()}
            onClick={() => {
              const ids = everybody() ? [] : allowed()
              props.onTag((tag) => ({ ...tag, childIds: ids }))
            }}
            class={`${box} ${usual} grow justify-center`}
          >
            <Icon of={users} size="s" />
            {t('tagging.everybody')}
          </button>
        </Show>
        <button type="button" aria-pressed={nobody()} onClick={declare} class={`${box} ${usual} grow justify-center`}>
          <Icon of={eyeOff} size="s" />
          {t('tagging.nobody')}
        </button>
      </div>
    </fieldset>
  )
}

function Stops(props: { stops: readonly Stop[]; ways: StopWays; id?: string }): JSX.Element {
  return (
    <Show when={props.stops.length > 0}>
      <div id={props.id} class="col-span-full grid gap-2">
        <Keyed each={props.stops} by={keyOfStop}>
          {(stop) => <StopNote stop={stop()} ways={props.ways} />}
        </Keyed>
      </div>
    </Show>
  )
}
