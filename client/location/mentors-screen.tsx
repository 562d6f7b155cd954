import { createSignal, type JSX, onMount, Show } from 'solid-js'
import type { Mentors } from '../../backend/contract/location.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Loaded } from '../office/loaded.tsx'
import { createUndo, UndoOffer } from '../office/undo-offer.tsx'
import { Calm } from '../ui/calm.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field, Select } from '../ui/field.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { initials, Tag } from '../ui/tag.tsx'

type Child = Mentors['children'][number]

/** Who of the team is mentor of which child of the location. */
export function Screen(): JSX.Element {
  const t = useT('location')
  const o = useT('office')
  const [known, setKnown] = createSignal<Mentors>()
  const [error, setError] = createSignal<unknown>()
  const [failed, setFailed] = createSignal<{ child: Id; cause: unknown }>()
  const [sought, setSought] = createSignal('')
  const undo = createUndo((cause) => setError(() => cause))
  const load = () =>
    call('mentors').then(
      (reply) => {
        setError(undefined)
        setKnown(reply)
      },
      (cause: unknown) => setError(() => cause),
    )
  onMount(() => void load())
  const shown = () => {
    const words = sought().toLocaleLowerCase('nl').trim()
    return (known()?.children ?? []).filter(({ callName, surname }) =>
      `${callName} ${surname}`.toLocaleLowerCase('nl').includes(words),
    )
  }
  const without = () => known()?.children.filter(({ mentorId }) => mentorId === null).length ?? 0
  const nameOf = (id: Id | null) => known()?.staff.find((one) => one.id === id)?.firstName ?? ''

  async function store(childId: Id, personId: Id | null): Promise<void> {
    const { child } = await call('setMentor', { params: { childId }, body: { personId } })
    setKnown(
      (before) =>
        before && {
          ...before,
          children: before.children.map((one) => (one.id === childId ? { ...one, mentorId: child.mentorId } : one)),
        },
    )
  }
  async function choose(child: Child, personId: Id | null, list: HTMLSelectElement): Promise<void> {
    const before = child.mentorId
    setFailed()
    try {
      await store(child.id, personId)
      const said =
        personId === null ? t('mentors.cleared', child.callName) : t('mentors.set', child.callName, nameOf(personId))
      undo.offered(said, () => store(child.id, before))
    } catch (cause) {
      list.value = before ?? ''
      setFailed({ child: child.id, cause })
    }
  }

  return (
    <main id="main" class="px-gutter pt-5 pb-24">
      <div class="max-w-timeline">
        <ScreenTitle>{o('mentors.title')}</ScreenTitle>
        <p class="mt-1 mb-4 text-sm text-pretty text-muted">{t('mentors.intro')}</p>
        <Loaded value={known()} error={error()} failed={t('mentors.failed')} onRetry={() => void load()}>
          {(mentors) => (
            <>
              <Field
                type="search"
                label={t('mentors.search')}
                value={sought()}
                onInput={({ currentTarget }) => setSought(currentTarget.value)}
              />
              <Show when={without() > 0}>
                <p class="mt-3 text-sm text-muted">{t('mentors.without', without())}</p>
              </Show>
              <Show
                when={shown().length > 0}
                fallback={
                  <Calm drawing="book" title={t('mentors.none')}>
                    <p>{t('mentors.none.text')}</p>
                  </Calm>
                }
              >
                <ul class="mt-4 overflow-hidden rounded-card border border-hairline bg-surface">
                  <Keyed each={shown()} by={({ id }) => id}>
                    {(child) => (
                      <li class="border-b border-hairline px-4 py-2 last:border-b-0">
                        <div class="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-1">
                          <span class="flex min-w-0 items-center gap-3">
                            <Tag id={child().id} initials={initials(child().callName)} />
                            <span class="min-w-0">
                              <span class="block font-strong wrap-anywhere">
                                {child().callName} {child().surname}
                              </span>
                              <span class="block text-sm text-muted wrap-anywhere">{child().group}</span>
                            </span>
                          </span>
                          <div class="w-full rail:w-60">
                            <Select
                              quietLabel
                              label={t('mentors.of', child().callName)}
                              value={child().mentorId ?? ''}
                              options={[
                                { value: '', label: t('mentors.nobody') },
                                ...mentors()
                                  .staff.filter(({ locationId }) => locationId === child().locationId)
                                  .map(({ id, firstName: label }) => ({ value: id, label })),
                              ]}
                              onChange={({ currentTarget }) =>
                                void choose(child(), currentTarget.value || null, currentTarget)
                              }
                            />
                          </div>
                        </div>
                        <Show when={failed()?.child === child().id && failed()}>
                          {(failure) => <ErrorNote error={failure().cause} />}
                        </Show>
                      </li>
                    )}
                  </Keyed>
                </ul>
              </Show>
            </>
          )}
        </Loaded>
      </div>
      <UndoOffer of={undo} />
    </main>
  )
}
