import { createSignal, type JSX, Show } from 'solid-js'
import type { StaffAction } from '../../backend/contract/action.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { createUndo, UndoOffer } from '../office/undo-offer.tsx'
import { listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { plus } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { announce } from '../ui/live-region.tsx'
import { AskForm } from './ask-form.tsx'
import { type Batch, type BoardChild, batchesOf } from './batch.ts'
import { BatchCard } from './batch-card.tsx'

type Step = { kind: 'ask' } | { kind: 'change'; actions: readonly StaffAction[] }

/** What is open for some children: who has not answered, asking for something else, changing and closing. */
export function ActionBoard(props: {
  children: readonly BoardChild[]
  actions: readonly StaffAction[]
  /** What the server just answered: it may be here before it comes live. */
  onTook: (actions: readonly StaffAction[]) => void
}): JSX.Element {
  const t = useT('action')
  const [step, setStep] = createSignal<Step>()
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const failed = (cause: unknown) => setError(() => cause)
  const undo = createUndo(failed)
  const batches = () => batchesOf(props.actions, props.children)
  const namesOf = (actions: readonly StaffAction[]) => {
    const ids = new Set(actions.map(({ childId }) => childId))
    return listed(
      props.children.flatMap(({ id, callName }) => (ids.has(id) ? [callName] : [])),
      language(),
    )
  }
  /** One after the other; what was done until one fails stands, and is told. */
  async function each(
    actions: readonly StaffAction[],
    how: (action: StaffAction) => Promise<StaffAction>,
    done: (now: StaffAction) => void = () => undefined,
  ): Promise<void> {
    for (const action of actions) {
      const now = await how(action)
      done(now)
      props.onTook([now])
    }
  }
  const closeOne =
    (why: 'done' | 'withdrawn') =>
    async ({ id, version }: StaffAction) =>
      (await call('closeAction', { params: { actionId: id }, body: { version, why } })).action
  const reopenOne = async ({ id, version }: StaffAction) =>
    (await call('reopenAction', { params: { actionId: id }, body: { version } })).action
  const offer = (words: string, back: () => Promise<unknown>) => {
    announce(words)
    undo.offered(words, back)
  }

  async function close(actions: readonly StaffAction[], why: 'done' | 'withdrawn'): Promise<void> {
    setBusy(true)
    setError(undefined)
    const closed: StaffAction[] = []
    try {
      await each(actions, closeOne(why), (now) => closed.push(now))
    } catch (cause) {
      failed(cause)
    } finally {
      setBusy(false)
    }
    // Also of some, where another failed.
    if (closed.length > 0) offer(t(`asking.said.${why}`, namesOf(closed)), () => each(closed, reopenOne))
  }
  function done(actions: readonly StaffAction[], isNew: boolean): void {
    setStep(undefined)
    props.onTook(actions)
    if (isNew) offer(t('asking.said.asked', namesOf(actions)), () => each(actions, closeOne('withdrawn')))
    else announce(t('asking.said.changed'))
  }
  const Part = (part: { title: string; batches: Batch[] }): JSX.Element => (
    <Show when={part.batches.length > 0}>
      <section class="mt-6">
        <h2 class="mb-2 text-sm font-strong text-muted">{part.title}</h2>
        <ul class="grid grid-cols-[minmax(0,1fr)] gap-3">
          <Keyed each={part.batches} by={({ id }) => id}>
            {(batch) => (
              <BatchCard
                batch={batch()}
                busy={busy()}
                onClose={(actions, why) => void close(actions, why)}
                onChange={() => setStep({ kind: 'change', actions: batch().lines.map(({ action }) => action) })}
              />
            )}
          </Keyed>
        </ul>
      </section>
    </Show>
  )
  const changing = () => {
    const now = step()
    return now?.kind === 'change' ? now.actions : undefined
  }
  const none: readonly Id[] = []
  return (
    <>
      <Button kind="primary" icon={plus} onClick={() => setStep({ kind: 'ask' })}>
        {t('asking.new')}
      </Button>
      <Show when={error()}>
        <div class="mt-3">
          <ErrorNote error={error()} />
        </div>
      </Show>
      <Show when={batches().length === 0}>
        <Calm drawing="book" title={t('asking.open.none')}>
          <p>{t('asking.open.none.text')}</p>
        </Calm>
      </Show>
      <Part title={t('asking.open')} batches={batches().filter(({ waits }) => waits)} />
      <Part title={t('asking.answered')} batches={batches().filter(({ waits }) => !waits)} />
      <Show when={step()} keyed>
        {(_) => (
          <AskForm
            children={props.children}
            chosen={none}
            existing={changing()}
            onDone={done}
            onClose={() => setStep(undefined)}
          />
        )}
      </Show>
      <UndoOffer of={undo} />
    </>
  )
}
