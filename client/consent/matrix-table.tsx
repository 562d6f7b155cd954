import { For, type JSX, Show } from 'solid-js'
import type { ConsentMatrix, MatrixChild } from '../../backend/contract/consent.ts'
import type { Standing } from '../../backend/contract/permission.ts'
import { language, useT } from '../locales/words.ts'
import { Icon } from '../ui/icon.tsx'
import { circleCheck, circleMinus, clock, minus, users } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'

const looks: Record<Standing, { icon: string; tone: string; edge: string }> = {
  in_force: { icon: circleCheck, tone: 'text-present', edge: '' },
  refused: { icon: circleMinus, tone: 'text-muted', edge: '' },
  conflict: { icon: users, tone: 'text-alert', edge: 'rounded-inner bg-alert-tint px-1.5 font-strong text-alert' },
  undecided: { icon: minus, tone: 'text-muted', edge: 'text-muted' },
  closed: { icon: clock, tone: 'text-muted', edge: '' },
}

interface Column {
  key: string
  name: string
  of(child: MatrixChild): Standing
}

/** Children × what is decided for them. It scrolls in both directions inside its frame; names and titles stay in sight. */
export function MatrixTable(props: { of: ConsentMatrix; shown: readonly MatrixChild[] }): JSX.Element {
  const t = useT('office')
  const columns = (): Column[] => [
    { key: 'diary', name: t('purpose.diary'), of: (child) => child.diary },
    { key: 'photos', name: t('purpose.photos'), of: (child) => child.photos },
    ...props.of.permissions.map(({ id, name }, n) => ({
      key: id,
      name: name[language()],
      of: (child: MatrixChild) => child.permissions[n] ?? ('undecided' as const),
    })),
  ]
  const inForce = (column: Column) => props.of.children.filter((child) => column.of(child) === 'in_force').length
  return (
    <section
      tabindex="0"
      aria-label={t('matrix.table', props.of.group.name)}
      class="max-h-[calc(100dvh-12rem)] min-h-64 overflow-auto rounded-card border border-hairline bg-surface huge:max-h-none"
    >
      <table class="w-full border-separate border-spacing-0 text-left text-sm">
        <thead>
          <tr>
            <th
              scope="col"
              class="sticky top-0 left-0 z-2 border-r border-b border-hairline bg-surface p-3 align-bottom huge:static"
            >
              {t('matrix.child')}
            </th>
            <Keyed each={columns()} by={({ key }) => key}>
              {(column) => (
                <th
                  scope="col"
                  class="sticky top-0 z-1 min-w-28 border-b border-hairline bg-surface p-3 align-bottom font-strong wrap-anywhere huge:static"
                >
                  {column().name}
                  <span class="block text-xs font-normal whitespace-nowrap text-muted tabular-nums">
                    {t('matrix.count', inForce(column()), props.of.children.length)}
                  </span>
                </th>
              )}
            </Keyed>
          </tr>
        </thead>
        <tbody>
          <Keyed each={props.shown} by={({ id }) => id}>
            {(child) => (
              <tr>
                <th
                  scope="row"
                  class="sticky left-0 z-1 max-w-40 border-r border-b border-hairline bg-surface p-3 wrap-anywhere huge:static"
                >
                  {child().callName} <span class="font-normal text-muted">{child().surname}</span>
                </th>
                <For each={columns().map(({ key }) => key)}>
                  {(key) => {
                    const standing = () =>
                      columns()
                        .find((one) => one.key === key)
                        ?.of(child()) ?? 'undecided'
                    return (
                      <td class="border-b border-hairline p-3">
                        <Show when={standing()} keyed>
                          {(now) => (
                            <span class={`flex w-fit items-center gap-1.5 whitespace-nowrap ${looks[now].edge}`}>
                              <Icon of={looks[now].icon} size="s" class={looks[now].tone} />
                              {t(`standing.${now}`)}
                            </span>
                          )}
                        </Show>
                      </td>
                    )
                  }}
                </For>
              </tr>
            )}
          </Keyed>
        </tbody>
      </table>
    </section>
  )
}
