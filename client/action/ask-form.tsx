import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { v7 } from 'uuid'
import { actionKinds, longestAction, longestLink, mostAsked, type StaffAction } from '../../backend/contract/action.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { cleanText } from '../diary/composer/clean-text.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { createKeptDraft } from '../office/kept-draft.ts'
import { ownId } from '../session.ts'
import { daysAfter } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { CheckRow } from '../ui/check-row.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { Segmented } from '../ui/segmented.tsx'
import { type Draft, draftOf, emptyDraft, problemsIn, problemsOf, usually } from './ask-draft.ts'

const quick = ['nappies', 'wipes', 'clothes', 'suncream', 'boots', 'swim'] as const

/** Asks the guardians of some children for something, or changes what they were asked together. */
export function AskForm(props: {
  children: readonly { id: Id; callName: string }[]
  /** Who is chosen to begin with. */
  chosen: readonly Id[]
  /** What is to be changed: asked together, and with the same words. */
  existing?: readonly StaffAction[] | undefined
  onDone: (actions: readonly StaffAction[], isNew: boolean) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('action')
  const formId = createUniqueId()
  const [first] = props.existing ?? []
  const kept = createKeptDraft<Draft>(ownId(), first ? `asking ${first.id}` : 'asking', () =>
    first ? draftOf(first) : emptyDraft(props.chosen),
  )
  // Who is chosen now goes before whom it was begun for, perhaps in another group.
  const isHere = (child: Id) => props.children.some(({ id }) => id === child)
  if (kept.isKept() && !first)
    kept.change({
      childIds: props.chosen.length > 0 ? [...props.chosen] : kept.draft().childIds.filter((child) => isHere(child)),
    })
  const { draft, change } = kept
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const ids = new Map<string, Id>()
  /** The same while it is sent again. */
  const idOf = (key: string): Id => {
    const id = ids.get(key) ?? v7()
    ids.set(key, id)
    return id
  }
  const problems = () => ({ ...(tried() ? problemsOf(draft(), today()) : {}), ...problemsIn(error()) })
  const wordsOf = (field: keyof ReturnType<typeof problems>) => {
    const problem = problems()[field]
    return problem && t(`asking.problem.${problem}`)
  }
  const choose = (child: Id, on: boolean) =>
    change({
      childIds: props.children.flatMap(({ id }) => ((id === child ? on : draft().childIds.includes(id)) ? [id] : [])),
    })

  async function send(): Promise<void> {
    const { kind, enough, dueOn } = draft()
    // In one order, in whichever they were chosen: so it is the same question.
    const childIds = props.children.flatMap(({ id }) => (draft().childIds.includes(id) ? [id] : []))
    const said = {
      text: cleanText(draft().text).trim(),
      link: draft().link.trim() || null,
      dueOn: dueOn || null,
    }
    if (props.existing) {
      const changed: StaffAction[] = []
      for (const { id: actionId, version } of props.existing) {
        const body = { id: idOf(`${actionId} ${JSON.stringify(said)}`), version, ...said }
        changed.push((await call('changeAction', { params: { actionId }, body })).action)
      }
      kept.clear()
      return props.onDone(changed, false)
    }
    const ask = async () => {
      const meant = JSON.stringify({ kind, enough, childIds, ...said })
      if (draft().sent?.said !== meant)
        change({ sent: { said: meant, id: v7(), actionIds: Object.fromEntries(childIds.map((one) => [one, v7()])) } })
      const { id, actionIds } = draft().sent!
      const children = childIds.map((childId) => ({ childId, actionId: actionIds[childId]! }))
      return (await call('askAction', { body: { id, children, kind, enough, ...said } })).actions
    }
    let actions = await ask()
    // It had arrived before, and was closed since: this asks anew.
    if (actions.some(({ closed }) => closed !== null)) {
      change({ sent: null })
      actions = await ask()
    }
    kept.clear()
    props.onDone(actions, true)
  }
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (busy()) return
    setTried(true)
    setError(undefined)
    if (Object.keys(problemsOf(draft(), today())).length > 0) return focusInvalid(`[id="${formId}"]`)
    setBusy(true)
    try {
      await send()
    } catch (cause) {
      setError(() => cause)
      setBusy(false)
      focusInvalid(`[id="${formId}"]`)
    }
  }
  const all = () => draft().childIds.length === props.children.length
  return (
    <Dialog
      open
      title={t(first ? 'asking.form.change' : 'asking.form.title')}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="primary" type="submit" form={formId} busy={busy()} disabled={busy()}>
            {t(first ? 'asking.form.save' : 'asking.form.send')}
          </Button>
          <Button
            kind="quiet"
            onClick={() => {
              if (first) kept.clear()
              props.onClose()
            }}
          >
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        novalidate
        class="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => void submit(event)}
      >
        <Show when={!first}>
          <fieldset class="min-w-0">
            <legend class="font-strong">{t('asking.form.who')}</legend>
            <Show when={props.children.length > 1 && props.children.length <= mostAsked}>
              <Button
                kind="quiet"
                onClick={() => change({ childIds: all() ? [] : props.children.map(({ id }) => id) })}
              >
                {t(all() ? 'asking.form.none' : 'asking.form.all')}
              </Button>
            </Show>
            <div class="grid max-h-48 grid-cols-[repeat(auto-fill,minmax(min(9rem,100%),1fr))] gap-x-3 overflow-y-auto">
              <For each={props.children}>
                {(child) => (
                  <CheckRow
                    checked={draft().childIds.includes(child.id)}
                    invalid={problems().children !== undefined}
                    note={problems().children ? `${formId}-who` : undefined}
                    onChange={(on) => choose(child.id, on)}
                  >
                    {child.callName}
                  </CheckRow>
                )}
              </For>
            </div>
            <Show when={problems().children}>
              <p id={`${formId}-who`} class="text-alert">
                {wordsOf('children')}
              </p>
            </Show>
          </fieldset>
          <div>
            <p class="mb-1 font-strong">{t('asking.form.kind')}</p>
            <Segmented
              label={t('asking.form.kind')}
              value={draft().kind}
              options={actionKinds.map((kind) => ({ value: kind, label: t(`asked.kind.${kind}`) }))}
              onChange={(kind) => change({ kind, enough: usually(kind) })}
            />
          </div>
        </Show>
        <div>
          <CountedArea
            label={t('asking.form.text')}
            help={t('asking.form.help')}
            most={longestAction}
            rows={2}
            value={draft().text}
            error={wordsOf('text')}
            onInput={(input) => change({ text: input.currentTarget.value })}
          />
          <Show when={draft().kind === 'bring'}>
            <fieldset class="mt-2 flex min-w-0 flex-wrap gap-2" aria-label={t('asking.form.quick')}>
              <For each={quick}>
                {(thing) => (
                  <Button onClick={() => change({ text: t(`asking.quick.${thing}`) })}>
                    {t(`asking.quick.${thing}`)}
                  </Button>
                )}
              </For>
            </fieldset>
          </Show>
        </div>
        <Field
          label={t('asking.form.link')}
          help={t('asking.form.link.help')}
          type="url"
          inputMode="url"
          autocomplete="off"
          maxLength={longestLink}
          value={draft().link}
          error={wordsOf('link')}
          onInput={(input) => change({ link: input.currentTarget.value })}
        />
        <Field
          label={t('asking.form.due')}
          type="date"
          min={today()}
          max={daysAfter(today(), 365)}
          value={draft().dueOn}
          error={wordsOf('dueOn')}
          onInput={(input) => change({ dueOn: input.currentTarget.value })}
        />
        <Show when={!first}>
          <div>
            <p class="mb-1 font-strong">{t('asking.form.enough')}</p>
            <Segmented
              label={t('asking.form.enough')}
              value={draft().enough}
              options={(['one', 'each'] as const).map((enough) => ({
                value: enough,
                label: t(`asking.enough.${enough}`),
              }))}
              onChange={(enough) => change({ enough })}
            />
          </div>
        </Show>
        <Show when={error() && Object.keys(problemsIn(error())).length === 0}>
          <ErrorNote error={error()} />
        </Show>
      </form>
    </Dialog>
  )
}
