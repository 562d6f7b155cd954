import { createMemo, createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { v7 } from 'uuid'
import type { GroupChild } from '../../backend/contract/group.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { cameraOff, check } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { announce } from '../ui/live-region.tsx'
import type { Retagged } from './astray.tsx'
import { AstrayBefore, createAstrayQuestion } from './astray-before.tsx'
import { RefusedNote } from './refused-note.tsx'
import type { PostPhoto } from './staff-photo-posts.ts'

const worthSearching = 8

/** Changes who is on a photo: who may be chosen, and at whom it will come and go. */
export function RetagForm(props: {
  photo: PostPhoto
  children: readonly GroupChild[]
  nameOf: (id: Id) => string
  /** With what came of it; without it nothing was changed. */
  onDone: (reply?: Retagged) => void
  onRecall: () => void
}): JSX.Element {
  const t = useT('staff')
  const before = () => props.photo.childIds
  /** Who was put on or taken off here; a colleague may change others meanwhile. */
  const [changes, setChanges] = createSignal<ReadonlyMap<Id, boolean>>(new Map())
  const [search, setSearch] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  // Stays the same for as long as the same is sent.
  let sent = { id: v7(), as: '' }

  // Who stood on it stays on top, and above all of whom it was reported, whatever is chosen or changed meanwhile.
  const first = new Map(before().map((id) => [id, 1]))
  for (const { childId } of props.photo.reports) first.set(childId, 2)
  const known = createMemo(() => {
    const others = before().filter((id) => !props.children.some((child) => child.id === id))
    const all = [
      ...props.children.map(({ id, callName, surname, consents }) => ({
        id,
        name: `${callName} ${surname}`,
        allowed: consents.photos,
      })),
      ...others.map((id) => ({ id, name: props.nameOf(id), allowed: true })),
    ]
    return all.sort((a, b) => (first.get(b.id) ?? 0) - (first.get(a.id) ?? 0))
  })
  const shown = () => {
    const wanted = search().trim().toLocaleLowerCase(language())
    return known().filter(({ name }) => name.toLocaleLowerCase(language()).includes(wanted))
  }
  /** Who is in sight and cannot be put on it. */
  const blocked = () => shown().filter((child) => !child.allowed && !before().includes(child.id))
  const adviceId = createUniqueId()
  const names = (ids: readonly Id[]) => listed(ids.map(props.nameOf), language())
  const leaves = () => before().filter((id) => changes().get(id) === false)
  const comes = () => [...changes()].flatMap(([id, on]) => (on && !before().includes(id) ? [id] : []))
  const chosen = () => [...before().filter((id) => changes().get(id) !== false), ...comes()]
  const toggle = (id: Id, on: boolean) => setChanges((all) => new Map(all).set(id, on))

  const astray = createAstrayQuestion(props.photo.mediaId, () =>
    leaves().length > 0 && chosen().length > 0 ? { added: comes(), removed: leaves() } : null,
  )

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const change = { added: comes(), removed: leaves() }
    const as = JSON.stringify(change)
    if (sent.as !== as) sent = { id: v7(), as }
    setBusy(true)
    setError(undefined)
    try {
      const reply = await call('tagPhoto', {
        params: { mediaId: props.photo.mediaId },
        body: { id: sent.id, ...change },
      })
      announce(t('staffPhoto.retagged'))
      props.onDone(reply)
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form novalidate onSubmit={(event) => void save(event)} class="flex min-w-0 flex-col gap-3">
      <Show when={known().length > worthSearching}>
        <Field
          type="search"
          label={t('staffPhoto.retag.search')}
          value={search()}
          autocomplete="off"
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </Show>
      <fieldset class="min-w-0">
        <legend class="mb-1 text-sm font-strong">
          {t(props.photo.showsNobody ? 'staffPhoto.whoSees' : 'staffPhoto.who')}
        </legend>
        <ul class="-mx-1 max-h-[50dvh] overflow-y-auto overscroll-contain px-1 huge:max-h-none">
          <Keyed each={shown()} by={({ id }) => id}>
            {(child) => (
              <Choice
                child={child()}
                on={chosen().includes(child().id)}
                kept={before().includes(child().id)}
                adviceId={adviceId}
                onChange={(on) => toggle(child().id, on)}
              />
            )}
          </Keyed>
        </ul>
        <Show when={shown().length === 0}>
          <p class="py-3 text-muted">{t('staffPhoto.retag.none')}</p>
        </Show>
        <AstrayBefore question={astray} onRecall={props.onRecall} />
        <p class="mt-2 text-muted">{t('retag.onlyGroup')}</p>
        <Show when={blocked().length > 0}>
          <p id={adviceId} class="mt-2 flex gap-2">
            <Icon of={cameraOff} size="m" class="mt-px text-alert" />
            <span>{t('retag.advice', names(blocked().map(({ id }) => id)), blocked().length)}</span>
          </p>
        </Show>
      </fieldset>
      <div role="status" class="grid gap-1">
        <Show when={chosen().length === 0}>
          <p class="text-alert">{t('staffPhoto.retag.empty')}</p>
        </Show>
        <Show when={leaves().length > 0 && chosen().length > 0}>
          <p>{t('staffPhoto.retag.leaves', names(leaves()))}</p>
        </Show>
        <Show when={comes().length > 0}>
          <p>{t('staffPhoto.retag.comes', names(comes()))}</p>
        </Show>
      </div>
      <RefusedNote error={error()} missing={(names) => t('staffPhoto.retag.refused', names)} />
      <div class="flex flex-wrap gap-2">
        <Button
          kind="primary"
          type="submit"
          busy={busy()}
          disabled={busy() || astray.waiting() || chosen().length === 0 || leaves().length + comes().length === 0}
        >
          {t('action.save')}
        </Button>
        <Button kind="quiet" onClick={() => props.onDone()}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  )
}

function Choice(props: {
  child: { id: Id; name: string; allowed: boolean }
  on: boolean
  /** It stood there before: it may come off and go on again, whatever was decided meanwhile. */
  kept: boolean
  /** Where it stands why some cannot be chosen, and what can be done. */
  adviceId: string
  onChange: (on: boolean) => void
}): JSX.Element {
  const t = useT('staff')
  const blocked = () => !props.child.allowed && !props.kept
  return (
    <li>
      <label
        class={`group/child relative flex min-h-target-staff items-center gap-3 rounded-control px-2 has-focus-visible:outline-3 has-focus-visible:-outline-offset-3 has-focus-visible:outline-focus ${blocked() ? 'cursor-not-allowed! text-muted' : 'hover:bg-inset'}`}
      >
        <input
          type="checkbox"
          checked={props.on}
          disabled={blocked()}
          aria-describedby={blocked() ? props.adviceId : undefined}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
          class="absolute inset-0 size-full cursor-pointer opacity-0 disabled:cursor-not-allowed"
        />
        <span
          aria-hidden="true"
          class="grid size-6 shrink-0 place-items-center rounded-inner border-2 border-control bg-surface text-transparent group-has-checked/child:border-select group-has-checked/child:bg-select group-has-checked/child:text-on-accent"
        >
          <Icon of={check} size="s" />
        </span>
        <span class="min-w-0 grow text-base wrap-anywhere">
          {props.child.name}
          <Show when={!props.child.allowed}>
            <span class="flex items-center gap-1.5 text-sm text-muted">
              <Icon of={cameraOff} size="s" />
              {t('staffPhoto.retag.noConsent')}
            </span>
          </Show>
        </span>
      </label>
    </li>
  )
}
