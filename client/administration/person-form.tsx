import { createSignal, For, type JSX, Show } from 'solid-js'
import { v7 } from 'uuid'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { go, where } from '../router.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field, Select } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { check } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { createKeptForm } from './kept-form.ts'
import { KeptNote } from './kept-note.tsx'
import { isAboutFields, useProblems } from './problems.ts'
import { ScreenTop } from './screen-top.tsx'
import { createStructure } from './structure.ts'

const texts = ['firstName', 'lastName', 'email', 'startsOn'] as const

/** Somebody who comes to work here; or one more role or group of somebody who does, named in the address. */
export function PersonForm(): JSX.Element {
  const t = useT('office')
  const structure = createStructure()
  const known = where().query.get('of')
  const kept = createKeptForm(known === null ? 'person' : undefined, () => ({
    ...{ firstName: '', lastName: '', email: '', language: 'nl' as 'nl' | 'en', startsOn: today() },
    ...{ role: 'staff' as 'staff' | 'manager', groupIds: [] as string[], locationId: '' },
  }))
  const { fields: person, setFields: setPerson } = kept
  const [checked, setChecked] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const refused = useProblems(error)
  let form!: HTMLFormElement
  let sent = { id: v7(), as: '' }

  if (known)
    void call('personRecord', { params: { personId: known } }).then(
      ({ firstName, lastName, email, language }) => setPerson({ firstName, lastName, email, language }),
      (cause) => setError(() => cause),
    )

  const missing = () => checked() && t('administration.problem.empty')
  const problem = (field: (typeof texts)[number]) => (person[field].trim() === '' && missing()) || refused(field)
  const hasPlace = () => (person.role === 'staff' ? person.groupIds.length > 0 : person.locationId !== '')

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setChecked(true)
    setError(undefined)
    const focusFirst = () =>
      requestAnimationFrame(() => form.querySelector<HTMLInputElement>('[aria-invalid]')?.focus())
    if (texts.some((field) => person[field].trim() === '') || !hasPlace()) return void focusFirst()
    const given = JSON.stringify(person)
    if (sent.as !== given) sent = { id: v7(), as: given }
    setBusy(true)
    try {
      const { firstName, lastName, email, language, startsOn } = person
      const work =
        person.role === 'staff'
          ? { role: person.role, groupIds: [...person.groupIds] }
          : { role: person.role, locationId: person.locationId }
      const body = { id: sent.id, firstName, lastName, email, language, startsOn, work }
      const made = await call('addPerson', { body })
      kept.done()
      announce(t('administration.person.added', made.firstName))
      go(`/office/people/${made.id}`, { replace: true })
    } catch (cause) {
      setError(() => cause)
      focusFirst()
    } finally {
      setBusy(false)
    }
  }
  const choose = (id: string, on: boolean) =>
    setPerson('groupIds', (before) => (on ? [...before, id] : before.filter((one) => one !== id)))

  return (
    <main id="main" class="max-w-3xl px-gutter pt-5 pb-10">
      <ScreenTop
        title={t(known ? 'administration.person.another' : 'administration.person.add')}
        back="/office/people"
      />
      <KeptNote shown={kept.isKept()} onClear={kept.clear} />
      <form ref={form} novalidate onSubmit={submit} class="grid gap-4">
        <Card as="section" class="grid gap-4 p-4 rail:grid-cols-2">
          <For each={['firstName', 'lastName'] as const}>
            {(field) => (
              <Field
                label={t(`administration.field.${field}`)}
                value={person[field]}
                maxlength={100}
                autocomplete="off"
                readonly={known !== null}
                onInput={(event) => setPerson(field, event.currentTarget.value)}
                error={problem(field)}
              />
            )}
          </For>
          <Field
            label={t('administration.field.email')}
            type="email"
            inputmode="email"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            maxlength={254}
            readonly={known !== null}
            value={person.email}
            onInput={(event) => setPerson('email', event.currentTarget.value)}
            error={problem('email')}
          />
          <Select
            label={t('administration.field.language')}
            value={person.language}
            disabled={known !== null}
            onChange={(event) => setPerson('language', event.currentTarget.value as 'nl' | 'en')}
            options={(['nl', 'en'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
          />
          <Select
            label={t('administration.field.role')}
            value={person.role}
            onChange={(event) => setPerson('role', event.currentTarget.value as 'staff' | 'manager')}
            options={(['staff', 'manager'] as const).map((value) => ({ value, label: t(`role.${value}`) }))}
          />
          <Field
            label={t('administration.field.startsOn')}
            type="date"
            value={person.startsOn}
            onInput={(event) => setPerson('startsOn', event.currentTarget.value)}
            error={problem('startsOn')}
          />
          <Show
            when={person.role === 'staff'}
            fallback={
              <Select
                label={t('administration.location')}
                value={person.locationId}
                onChange={(event) => setPerson('locationId', event.currentTarget.value)}
                options={[{ value: '', label: t('administration.choose') }, ...structure.locationOptions()]}
                error={(!hasPlace() && missing()) || undefined}
              />
            }
          >
            <fieldset class="rail:col-span-2">
              <legend class="mb-1 text-sm font-strong">{t('administration.person.groups')}</legend>
              <div class="grid gap-x-4 rail:grid-cols-2">
                <For each={structure.groupOptions()}>
                  {(option) => (
                    <label class="relative flex min-h-target items-center gap-3">
                      <input
                        type="checkbox"
                        class="peer absolute inset-0 size-full cursor-pointer opacity-0"
                        checked={person.groupIds.includes(option.value)}
                        aria-invalid={!hasPlace() && checked() ? 'true' : undefined}
                        onChange={(event) => choose(option.value, event.currentTarget.checked)}
                      />
                      <span class="grid size-7 shrink-0 place-items-center rounded-inner border border-control bg-surface text-on-accent peer-checked:border-accent peer-checked:bg-accent peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus">
                        <Show when={person.groupIds.includes(option.value)}>
                          <Icon of={check} size="m" />
                        </Show>
                      </span>
                      <span class="min-w-0 wrap-anywhere">{option.label}</span>
                    </label>
                  )}
                </For>
              </div>
              <Show when={!hasPlace() && missing()}>{(words) => <p class="text-sm text-alert">{words()}</p>}</Show>
            </fieldset>
          </Show>
        </Card>
        <Show when={structure.error()}>
          <ErrorNote error={structure.error()} onRetry={() => void structure.load()} />
        </Show>
        <Show when={error() && !isAboutFields(error())}>
          <ErrorNote error={error()} />
        </Show>
        <div>
          <Button kind="primary" type="submit" busy={busy()} disabled={busy()}>
            {t(known ? 'action.save' : 'administration.person.save')}
          </Button>
        </div>
      </form>
    </main>
  )
}
