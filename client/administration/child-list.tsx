import { createSignal, For, type JSX, Show } from 'solid-js'
import type { ChildSummary } from '../../backend/contract/administration.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Field, Select } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { chevronRight, plus } from '../ui/icons.ts'
import { initials, Tag } from '../ui/tag.tsx'
import { usePeriods } from './days.ts'
import { createPaged } from './paged.ts'
import { PagedList } from './paged-list.tsx'
import { ScreenTop } from './screen-top.tsx'
import { AuthorityChip, StateChip } from './state-chip.tsx'
import { createStructure } from './structure.ts'

const [search, setSearch] = createSignal('')
const [group, setGroup] = createSignal('')

/** All children by surname, with their guardians and how far those are. What was searched for stays. */
export function ChildList(): JSX.Element {
  const t = useT('office')
  const structure = createStructure()
  const paged = createPaged(
    () => ({ search: search().trim(), group: group() }),
    async (asked, after) => {
      const query = {
        ...(asked.search && { search: asked.search }),
        ...(asked.group && { group: asked.group }),
        ...(after && { after }),
      }
      const { children, total, more } = await call('administeredChildren', { query })
      return { items: children, total, more }
    },
  )
  return (
    <main id="main" class="max-w-5xl px-gutter pt-5 pb-10">
      <ScreenTop
        title={t('administration.children.title')}
        back="/office"
        actions={
          <ButtonLink kind="primary" icon={plus} href="/office/children/new">
            {t('administration.child.add')}
          </ButtonLink>
        }
      />
      <search class="mb-4 grid gap-3 rail:grid-cols-2">
        <Field
          label={t('administration.search')}
          type="search"
          maxlength={100}
          value={search()}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <Select
          label={t('administration.group')}
          value={group()}
          onChange={(event) => setGroup(event.currentTarget.value)}
          options={[{ value: '', label: t('administration.group.all') }, ...structure.groupOptions()]}
        />
      </search>
      <PagedList of={paged} total={(n) => t('administration.total.children', n)}>
        {(child) => <ChildRow child={child} />}
      </PagedList>
    </main>
  )
}

function ChildRow(props: { child: ChildSummary }): JSX.Element {
  const t = useT('office')
  const { day } = usePeriods()
  const name = () => `${props.child.callName} ${props.child.surname}`
  return (
    <a
      href={`/office/children/${props.child.id}`}
      class="flex min-h-target items-start gap-3 p-4 hover:bg-inset focus-visible:-outline-offset-3"
    >
      <Tag id={props.child.id} initials={initials(props.child.callName)} />
      <span class="grid min-w-0 grow gap-x-6 gap-y-2 detail:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
        <span class="min-w-0">
          <span class="block font-strong wrap-anywhere">{name()}</span>
          <span class="block text-sm wrap-anywhere text-muted">
            <Show when={props.child.group}>{(name) => <>{name()}, </>}</Show>
            {t('administration.born', day(props.child.birthDate))}
          </span>
        </span>
        <span class="grid min-w-0 gap-1">
          <For each={props.child.guardians}>
            {(guardian) => (
              <span class="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-sm">
                <span class="wrap-anywhere">
                  {guardian.firstName} {guardian.lastName}
                </span>
                <StateChip state={guardian.state} />
                <AuthorityChip parentalAuthority={guardian.parentalAuthority} />
              </span>
            )}
          </For>
        </span>
      </span>
      <Icon of={chevronRight} size="m" class="mt-2 shrink-0 text-muted" />
    </a>
  )
}
