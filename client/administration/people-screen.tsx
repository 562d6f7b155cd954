import { createSignal, type JSX, Match, Switch } from 'solid-js'
import type { PersonSummary } from '../../backend/contract/administration.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { match, where } from '../router.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { chevronRight, plus } from '../ui/icons.ts'
import { Segmented } from '../ui/segmented.tsx'
import { initials, Tag } from '../ui/tag.tsx'
import { createPaged } from './paged.ts'
import { PagedList } from './paged-list.tsx'
import { PersonForm } from './person-form.tsx'
import { PersonRecordScreen } from './person-record.tsx'
import { ScreenTop } from './screen-top.tsx'
import { StateChip } from './state-chip.tsx'

/** The people of the organisation: their list, one of them, somebody new. */
export function Screen(): JSX.Element {
  const opened = () => match('/office/people/:personId', where().path)?.personId
  return (
    <Switch fallback={<PeopleList />}>
      <Match when={where().path === '/office/people/new'}>
        <PersonForm />
      </Match>
      <Match when={opened()}>{(personId) => <PersonRecordScreen personId={personId()} />}</Match>
    </Switch>
  )
}

const [search, setSearch] = createSignal('')
const [who, setWho] = createSignal<'workers' | 'everybody'>('workers')

function PeopleList(): JSX.Element {
  const t = useT('office')
  const paged = createPaged(
    () => ({ search: search().trim(), who: who() }),
    async (asked, after) => {
      const query = { who: asked.who, ...(asked.search && { search: asked.search }), ...(after && { after }) }
      const { people, total, more } = await call('people', { query })
      return { items: people, total, more }
    },
  )
  return (
    <main id="main" class="max-w-5xl px-gutter pt-5 pb-10">
      <ScreenTop
        title={t('administration.people.title')}
        back="/office"
        actions={
          <ButtonLink kind="primary" icon={plus} href="/office/people/new">
            {t('administration.person.add')}
          </ButtonLink>
        }
      />
      <search class="mb-4 flex flex-wrap items-end gap-3">
        <div class="min-w-0 grow">
          <Field
            label={t('administration.search')}
            type="search"
            maxlength={100}
            value={search()}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
        <Segmented
          label={t('administration.person.who')}
          value={who()}
          options={[
            { value: 'workers', label: t('administration.person.workers') },
            { value: 'everybody', label: t('administration.person.everybody') },
          ]}
          onChange={setWho}
        />
      </search>
      <PagedList of={paged} total={(n) => t('administration.total.people', n)}>
        {(person) => <PersonRow person={person} />}
      </PagedList>
    </main>
  )
}

function PersonRow(props: { person: PersonSummary }): JSX.Element {
  const t = useT('office')
  const roles = () => [...props.person.roles.map((role) => t(`role.${role}`)), ...props.person.places].join(', ')
  return (
    <a
      href={`/office/people/${props.person.id}`}
      class="flex min-h-target items-start gap-3 p-4 hover:bg-inset focus-visible:-outline-offset-3"
    >
      <Tag id={props.person.id} initials={initials(props.person.firstName)} shape="square" />
      <span class="grid min-w-0 grow gap-x-6 gap-y-1 detail:grid-cols-2">
        <span class="min-w-0">
          <span class="block font-strong wrap-anywhere">
            {props.person.firstName} {props.person.lastName}
          </span>
          <span class="block text-sm wrap-anywhere text-muted">{props.person.email}</span>
        </span>
        <span class="min-w-0 text-sm">
          <span class="block wrap-anywhere">{roles() || t('administration.person.noRoles')}</span>
          <span class="mt-1 block">
            <StateChip state={props.person.state} />
          </span>
        </span>
      </span>
      <Icon of={chevronRight} size="m" class="mt-2 shrink-0 text-muted" />
    </a>
  )
}
