import { createSignal, type JSX, Show } from 'solid-js'
import type { ClosingDay, Closings } from '../../backend/contract/planning.ts'
import { type Day, type Id, isVisible } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { createKeptList } from '../office/kept-list.ts'
import { KeptRow } from '../office/kept-row.tsx'
import { Loaded } from '../office/loaded.tsx'
import { UndoOffer } from '../office/undo-offer.tsx'
import { longDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field, Select } from '../ui/field.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { plus } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { createIntent } from './intent.ts'
import { isAbout, useProblems } from './problems.ts'

type Meant = Omit<ClosingDay, 'id'>

/** The closing days that are ahead, and adding one: of a location, or for administration of the whole organisation. */
export function Screen(): JSX.Element {
  const t = useT('office')
  const list = createKeptList<Closings>(() => call('closingDays'))
  const words = (day: Day) => longDay(day, language(), today())
  const take = (closingDayId: Id) => call('removeClosingDay', { params: { closingDayId } })
  function remove(closing: ClosingDay): void {
    const { id, ...again } = closing
    const said = t('closing.removed', closing.name, words(closing.day))
    void list.takeAway(
      closing,
      () => take(id),
      said,
      () => add(createIntent(), again),
    )
  }

  return (
    <main id="main" class="px-gutter pt-5 pb-24">
      <div class="max-w-timeline">
        <ScreenTitle>{t('closing.title')}</ScreenTitle>
        <p class="mt-1 mb-4 text-sm text-pretty text-muted">{t('closing.intro')}</p>
        <Loaded value={list.all()} error={list.error()} failed={t('closing.failed')} onRetry={() => void list.load()}>
          {(of) => (
            <>
              <AddForm
                locations={of().locations}
                onAdded={(next, id, meant) =>
                  list.added(next, t('closing.added', meant.name, words(meant.day)), () => take(id))
                }
              />
              <Show
                when={of().closings.length > 0}
                fallback={
                  <Calm drawing="book" title={t('closing.none')}>
                    <p>{t('closing.none.text')}</p>
                  </Calm>
                }
              >
                <ul class="mt-4 overflow-hidden rounded-card border border-hairline bg-surface">
                  <Keyed each={of().closings} by={({ id }) => id}>
                    {(closing) => (
                      <KeptRow
                        remove={
                          list.isMine(closing())
                            ? {
                                words: t('closing.remove'),
                                name: t('closing.remove.of', closing().name, words(closing().day)),
                                busy: list.busy() === closing().id,
                                onRemove: () => remove(closing()),
                              }
                            : undefined
                        }
                      >
                        <p class="font-strong wrap-anywhere">{closing().name}</p>
                        <p class="text-sm text-muted tabular-nums">
                          {words(closing().day)} · {list.nameOf(closing().locationId, t('closing.everywhere'))}
                        </p>
                      </KeptRow>
                    )}
                  </Keyed>
                </ul>
              </Show>
            </>
          )}
        </Loaded>
      </div>
      <UndoOffer of={list.undo} />
    </main>
  )
}

const add = (intent: (meant: unknown) => Id, meant: Meant): Promise<Closings> =>
  call('addClosingDay', { body: { id: intent(meant), ...meant } })

function AddForm(props: {
  locations: Closings['locations']
  onAdded: (next: Closings, id: Id, meant: Meant) => void
}): JSX.Element {
  const t = useT('office')
  let intent = createIntent()
  const [day, setDay] = createSignal('')
  const [name, setName] = createSignal('')
  const [location, setLocation] = createSignal<Id | null>(null)
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const problem = useProblems(error)
  let form!: HTMLFormElement

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    if (day() === '' || !isVisible(name())) {
      focusInvalid(form)
      return
    }
    const meant = { locationId: location() ?? props.locations[0]?.id ?? null, day: day(), name: name().trim() }
    setBusy(true)
    setError(undefined)
    try {
      const next = await add(intent, meant)
      setName('')
      setDay('')
      setTried(false)
      props.onAdded(next, intent(meant), meant)
      // The same once more, after it was taken back, is meant anew.
      intent = createIntent()
    } catch (cause) {
      setError(() => cause)
      focusInvalid(form)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Card as="section" class="p-4">
      <h2 class="mb-3 font-strong">{t('closing.add.title')}</h2>
      <form
        ref={form}
        novalidate
        class="grid grid-cols-[minmax(0,1fr)] items-start gap-3 rail:grid-cols-2"
        onSubmit={(event) => void submit(event)}
      >
        <Field
          label={t('closing.day')}
          type="date"
          min={today()}
          value={day()}
          error={problem('day') ?? (tried() && day() === '' ? t('planning.problem.day') : undefined)}
          onInput={(input) => setDay(input.currentTarget.value)}
        />
        <Field
          label={t('closing.name')}
          help={t('closing.name.help')}
          maxLength={60}
          value={name()}
          error={problem('name') ?? (tried() && !isVisible(name()) ? t('planning.problem.empty') : undefined)}
          onInput={(input) => setName(input.currentTarget.value)}
        />
        <Show when={props.locations.length > 1}>
          <Select
            label={t('closing.location')}
            value={location() ?? props.locations[0]?.id}
            options={props.locations.map(({ id, name: label }) => ({ value: id, label }))}
            onChange={(input) => setLocation(input.currentTarget.value)}
          />
        </Show>
        <div class="rail:col-span-full">
          <Button kind="primary" type="submit" icon={plus} busy={busy()} disabled={busy()}>
            {t('closing.add')}
          </Button>
        </div>
        <Show when={error() && !isAbout(error(), ['day', 'name'])}>
          <div class="rail:col-span-full">
            <ErrorNote error={error()} />
          </div>
        </Show>
      </form>
    </Card>
  )
}
