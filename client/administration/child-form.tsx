import { createSignal, For, type JSX, Show } from 'solid-js'
import { produce } from 'solid-js/store'
import { v7 } from 'uuid'
import type { NewGuardian } from '../../backend/contract/administration.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { go } from '../router.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field, Select } from '../ui/field.tsx'
import { plus, x } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { emptyGuardian, GuardianFields, lackingOf } from './guardian-fields.tsx'
import { createKeptForm } from './kept-form.ts'
import { KeptNote } from './kept-note.tsx'
import { isAboutFields, useProblems } from './problems.ts'
import { ScreenTop } from './screen-top.tsx'
import { createStructure } from './structure.ts'

const most = 6
const ofChild = ['callName', 'firstNames', 'surname', 'birthDate', 'groupId', 'startsOn'] as const

/** A new child with one to six guardians. What was filled in stays until it is stored. */
export function ChildForm(): JSX.Element {
  const t = useT('office')
  const structure = createStructure()
  const kept = createKeptForm('child', () => ({
    ...{ callName: '', firstNames: '', surname: '', birthDate: '', groupId: '', startsOn: today() },
    careType: 'KDV' as 'KDV' | 'BSO',
    guardians: [emptyGuardian()],
  }))
  const { fields: child, setFields: setChild } = kept
  const [checked, setChecked] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const refused = useProblems(error)
  let form!: HTMLFormElement
  // Stays the same for as long as the same is sent: a lost answer must not make a second child.
  let sent = { id: v7(), as: '' }

  // A card that is just being taken away still asks for its own.
  const guardian = (n: number) => child.guardians[n] ?? emptyGuardian()
  const problem = (field: (typeof ofChild)[number]) =>
    checked() && child[field].trim() === '' ? t('administration.problem.empty') : refused(field)
  const isLacking = () =>
    ofChild.some((field) => child[field].trim() === '') ||
    child.guardians.some((guardian) => Object.keys(lackingOf(guardian)).length > 0)

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setChecked(true)
    setError(undefined)
    if (isLacking()) return void focusFirst()
    const given = JSON.stringify(child)
    if (sent.as !== given) sent = { id: v7(), as: given }
    setBusy(true)
    try {
      const guardians = child.guardians as NewGuardian[]
      const made = await call('addChild', { body: { ...child, guardians, id: sent.id } })
      kept.done()
      announce(t('administration.child.added', made.callName))
      go(`/office/children/${made.id}`, { replace: true })
    } catch (cause) {
      setError(() => cause)
      focusFirst()
    } finally {
      setBusy(false)
    }
  }
  const focusFirst = () => requestAnimationFrame(() => form.querySelector<HTMLInputElement>('[aria-invalid]')?.focus())

  return (
    <main id="main" class="max-w-3xl px-gutter pt-5 pb-10">
      <ScreenTop title={t('administration.child.add')} back="/office/children" />
      <KeptNote shown={kept.isKept()} onClear={kept.clear} />
      <form ref={form} novalidate onSubmit={submit} class="grid gap-4">
        <Card as="section" class="grid gap-4 p-4 rail:grid-cols-2" aria-labelledby="about-child">
          <h2 id="about-child" class="text-lg font-strong rail:col-span-2">
            {t('administration.child.details')}
          </h2>
          <Field
            label={t('administration.field.callName')}
            value={child.callName}
            maxlength={100}
            autocomplete="off"
            onInput={(event) => setChild('callName', event.currentTarget.value)}
            error={problem('callName')}
          />
          <Field
            label={t('administration.field.surname')}
            value={child.surname}
            maxlength={100}
            autocomplete="off"
            onInput={(event) => setChild('surname', event.currentTarget.value)}
            error={problem('surname')}
          />
          <Field
            label={t('administration.field.firstNames')}
            help={t('administration.field.firstNames.help')}
            value={child.firstNames}
            maxlength={100}
            autocomplete="off"
            onInput={(event) => setChild('firstNames', event.currentTarget.value)}
            error={problem('firstNames')}
          />
          <Field
            label={t('administration.field.birthDate')}
            type="date"
            max={today()}
            value={child.birthDate}
            onInput={(event) => setChild('birthDate', event.currentTarget.value)}
            error={problem('birthDate')}
          />
          <Select
            label={t('administration.group')}
            value={child.groupId}
            onChange={(event) => setChild('groupId', event.currentTarget.value)}
            options={[{ value: '', label: t('administration.choose') }, ...structure.groupOptions()]}
            error={problem('groupId')}
          />
          <Select
            label={t('administration.field.careType')}
            value={child.careType}
            onChange={(event) => setChild('careType', event.currentTarget.value as 'KDV' | 'BSO')}
            options={(['KDV', 'BSO'] as const).map((value) => ({
              value,
              label: t(`administration.careType.${value}`),
            }))}
          />
          <Field
            label={t('administration.field.startsOn')}
            type="date"
            value={child.startsOn}
            onInput={(event) => setChild('startsOn', event.currentTarget.value)}
            error={problem('startsOn')}
          />
        </Card>
        <Show when={structure.error()}>
          <ErrorNote error={structure.error()} onRetry={() => void structure.load()} />
        </Show>
        <For each={[...child.guardians.keys()]}>
          {(n) => (
            <Card as="section" class="p-4" aria-labelledby={`guardian-${n}`}>
              <div class="mb-3 flex min-h-target items-center justify-between gap-3">
                <h2 id={`guardian-${n}`} class="text-lg font-strong">
                  {t('administration.guardian.nth', n + 1)}
                </h2>
                <Show when={child.guardians.length > 1}>
                  <IconButton
                    icon={x}
                    label={t('administration.guardian.remove', n + 1)}
                    onClick={() => setChild('guardians', (all) => all.filter((_, index) => index !== n))}
                  />
                </Show>
              </div>
              <GuardianFields
                guardian={guardian(n)}
                set={(given) => setChild('guardians', n, given)}
                problem={(field) =>
                  checked() && lackingOf(guardian(n))[field]
                    ? t('administration.problem.empty')
                    : refused(`guardians.${n}.${field}`)
                }
              />
            </Card>
          )}
        </For>
        <Show when={child.guardians.length < most}>
          <div>
            <Button
              icon={plus}
              onClick={() =>
                setChild(
                  'guardians',
                  produce((all) => void all.push(emptyGuardian())),
                )
              }
            >
              {t('administration.guardian.another')}
            </Button>
          </div>
        </Show>
        <p class="text-sm text-pretty text-muted">{t('administration.guardian.invites')}</p>
        <Show when={error() && !isAboutFields(error())}>
          <ErrorNote error={error()} />
        </Show>
        <div>
          <Button kind="primary" type="submit" busy={busy()} disabled={busy()}>
            {t('administration.child.save')}
          </Button>
        </div>
      </form>
    </main>
  )
}
