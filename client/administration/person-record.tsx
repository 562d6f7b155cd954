import { createSignal, For, type JSX, Show } from 'solid-js'
import type { PersonRecord } from '../../backend/contract/administration.ts'
import type { Day } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { plus } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { usePeriods } from './days.ts'
import { EndDialog } from './end-dialog.tsx'
import { FactorReset } from './factor-reset.tsx'
import { InvitationNote } from './invitation-note.tsx'
import { createLoaded, Loaded } from './loaded.tsx'
import { PersonCorrection } from './person-correction.tsx'
import { ScreenTop } from './screen-top.tsx'
import { StateChip } from './state-chip.tsx'

type Ending = { kind: 'role' | 'assignment'; id: string }

/** A person: roles, groups, invitation, and what may be done about them. */
export function PersonRecordScreen(props: { personId: string }): JSX.Element {
  const loaded = createLoaded(
    () => props.personId,
    (personId) => call('personRecord', { params: { personId } }),
  )
  return (
    <main id="main" class="max-w-3xl px-gutter pt-5 pb-10">
      <Loaded of={loaded}>{(person) => <Record person={person()} put={loaded.put} />}</Loaded>
    </main>
  )
}

function Record(props: { person: PersonRecord; put: (next: PersonRecord) => void }): JSX.Element {
  const t = useT('office')
  const { period } = usePeriods()
  const [ending, setEnding] = createSignal<Ending>()
  const [correcting, setCorrecting] = createSignal(false)
  const isOver = (endsOn: Day | null) => endsOn !== null && endsOn < today()

  async function end({ kind, id }: Ending, endsOn: Day): Promise<void> {
    const next =
      kind === 'role'
        ? await call('endRole', { params: { roleId: id }, body: { endsOn } })
        : await call('endAssignment', { params: { assignmentId: id }, body: { endsOn } })
    props.put(next)
    announce(t('administration.saved'))
  }
  const row = (name: string, dates: { startsOn: Day; endsOn: Day | null }, ends: Ending | undefined) => (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-hairline p-4 first:border-t-0">
      <span class="min-w-0 grow wrap-anywhere">
        <span class={`block font-strong ${isOver(dates.endsOn) ? 'text-muted' : ''}`}>{name}</span>
        <span class="text-sm text-muted">{period(dates)}</span>
      </span>
      <Show when={!isOver(dates.endsOn) && ends}>
        {(what) => (
          <Button aria-label={t('administration.endOf', name)} onClick={() => setEnding(what())}>
            {t('administration.guardian.end')}
          </Button>
        )}
      </Show>
    </li>
  )
  return (
    <>
      <ScreenTop
        title={`${props.person.firstName} ${props.person.lastName}`}
        back="/office/people"
        actions={
          <ButtonLink icon={plus} href={`/office/people/new?of=${props.person.id}`}>
            {t('administration.person.another')}
          </ButtonLink>
        }
      >
        <p class="mt-1 wrap-anywhere text-muted">{props.person.email}</p>
        <p class="mt-2">
          <StateChip state={props.person.state} />
        </p>
      </ScreenTop>
      <Show when={props.person.state !== 'active'}>
        <Card as="section" class="mb-6 p-4" aria-labelledby="invitation">
          <h2 id="invitation" class="text-lg font-strong">
            {t('administration.invitation')}
          </h2>
          <InvitationNote
            person={props.person}
            state={props.person.state}
            invitation={props.person.invitation}
            changed={async () => props.put(await call('personRecord', { params: { personId: props.person.id } }))}
          />
          <div class="mt-2">
            <Show
              when={correcting()}
              fallback={
                <Button kind="quiet" onClick={() => setCorrecting(true)}>
                  {t('administration.person.correct')}
                </Button>
              }
            >
              <PersonCorrection
                person={props.person}
                onDone={(next) => {
                  if (next) props.put(next)
                  setCorrecting(false)
                }}
              />
            </Show>
          </div>
        </Card>
      </Show>
      <section aria-labelledby="roles">
        <h2 id="roles" class="mb-2 text-lg font-strong">
          {t('administration.person.roles')}
        </h2>
        <Card>
          <ul>
            <For each={props.person.roles}>
              {(one) =>
                row(
                  one.location ? `${t(`role.${one.role}`)}, ${one.location}` : t(`role.${one.role}`),
                  one,
                  one.role === 'staff' || one.role === 'manager' ? { kind: 'role', id: one.id } : undefined,
                )
              }
            </For>
          </ul>
        </Card>
      </section>
      <Show when={props.person.assignments.length > 0}>
        <section class="mt-6" aria-labelledby="assignments">
          <h2 id="assignments" class="mb-2 text-lg font-strong">
            {t('administration.person.assignments')}
          </h2>
          <Card>
            <ul>
              <For each={props.person.assignments}>
                {(one) => row(`${one.group}, ${one.location}`, one, { kind: 'assignment', id: one.id })}
              </For>
            </ul>
          </Card>
        </section>
      </Show>
      <Show when={props.person.children.length > 0}>
        <section class="mt-6" aria-labelledby="children">
          <h2 id="children" class="mb-2 text-lg font-strong">
            {t('administration.person.children')}
          </h2>
          <Card class="px-4 py-1">
            <ul>
              <For each={props.person.children}>
                {(child) => (
                  <li>
                    <a
                      href={`/office/children/${child.id}`}
                      class="inline-flex min-h-target items-center font-strong wrap-anywhere text-accent"
                    >
                      {child.callName} {child.surname}
                    </a>
                  </li>
                )}
              </For>
            </ul>
          </Card>
        </section>
      </Show>
      <Show when={props.person.state === 'active'}>
        <FactorReset person={props.person} />
      </Show>
      <EndDialog
        open={ending() !== undefined}
        title={t(
          ending()?.kind === 'assignment'
            ? 'administration.person.endGroup.title'
            : 'administration.person.endRole.title',
          props.person.firstName,
        )}
        text={t(
          ending()?.kind === 'assignment'
            ? 'administration.person.endGroup.text'
            : 'administration.person.endRole.text',
          props.person.firstName,
        )}
        end={async (endsOn) => {
          const what = ending()
          if (what) await end(what, endsOn)
        }}
        onClose={() => setEnding(undefined)}
      />
    </>
  )
}
