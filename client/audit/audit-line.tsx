import { For, type JSX, Show } from 'solid-js'
import type { AuditRow } from '../../backend/contract/audit.ts'
import { deviceName } from '../../backend/contract/device-name.ts'
import type { Role } from '../../backend/contract/route.ts'
import type { words } from '../locales/nl/office.ts'
import { language, useT } from '../locales/words.ts'
import { clock, decimal, listed } from '../time.ts'
import { Chip } from '../ui/chip.tsx'
import { Icon } from '../ui/icon.tsx'
import { chevronDown, shieldCheck } from '../ui/icons.ts'

const roles: readonly string[] = ['guardian', 'staff', 'manager', 'administration', 'privacy_officer'] satisfies Role[]
type Did = Extract<keyof typeof words, `audit.did.${string}`>
type Detail = Extract<keyof typeof words, `audit.detail.${string}`>

/** The words for what was done; a name that has none, such as one of a later version, stands for itself. */
export function useDidWords(): (action: string) => string {
  const t = useT('office')
  return (action) => t(`audit.did.${action}` as Did) ?? action
}

/** One line: what was done, by whom and as whom, to whom, and when; the rest on request. */
export function AuditLine(props: { row: AuditRow; nameOf: (id: string) => string | undefined }): JSX.Element {
  const t = useT('office')
  const did = useDidWords()
  const who = () => (props.row.person ? (props.nameOf(props.row.person) ?? t('audit.system')) : t('audit.nobody'))
  const role = () => (props.row.role && roles.includes(props.row.role) ? t(`role.${props.row.role as Role}`) : '')
  /** The people and children that it names. */
  const named = () => props.row.details.flatMap(({ values }) => values.flatMap((value) => props.nameOf(value) ?? []))
  const particulars = (): [label: string, value: string][] => [
    ...props.row.details.map(({ name, values }): [string, string] => [
      t(`audit.detail.${name}` as Detail) ?? name,
      values.map((value) => (props.nameOf(value) ? `${props.nameOf(value)} (${value})` : value)).join(', '),
    ]),
    ...(
      [
        ['device', props.row.device && deviceName(props.row.device)],
        ['ip', props.row.ip],
        ['session', props.row.session],
        ['action', props.row.action],
        ['id', props.row.id],
      ] as const
    ).flatMap(([name, value]): [string, string][] => (value ? [[t(`audit.detail.${name}`), value]] : [])),
  ]
  return (
    <li class="border-t border-hairline first:border-t-0">
      <details class="group">
        <summary class="grid min-h-target list-none grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 p-4 hover:bg-inset focus-visible:-outline-offset-3 detail:grid-cols-[minmax(0,1fr)_minmax(0,16rem)_auto] huge:grid-cols-1 [&::-webkit-details-marker]:hidden">
          <span class="min-w-0">
            <span class="block font-strong wrap-anywhere">{did(props.row.action)}</span>
            <Show when={named().length > 0}>
              <span class="line-clamp-2 text-sm wrap-anywhere text-muted group-open:line-clamp-none">
                {listed(named(), language())}
              </span>
            </Show>
            <Show when={props.row.erased}>
              <span class="mt-1 block">
                <Chip tone="alert" small>
                  {t('audit.erased')}
                </Chip>
              </span>
            </Show>
          </span>
          <span class="col-start-1 min-w-0 text-sm leading-6 detail:col-start-2 detail:row-start-1">
            <span class="block wrap-anywhere">{who()}</span>
            <span class="block text-muted">{role()}</span>
          </span>
          <span class="col-start-2 row-start-1 flex items-center gap-2 text-sm leading-6 text-muted detail:col-start-3 huge:col-start-1 huge:row-start-auto">
            <time class="tabular-nums" datetime={props.row.at}>
              {clock(props.row.at, language())}
            </time>
            <Icon of={chevronDown} size="s" class="transition-transform group-open:rotate-180" />
          </span>
        </summary>
        <div class="px-4 pb-4 text-sm">
          <Show when={props.row.erased}>
            <p class="mb-2 max-w-text text-muted">{t('audit.erased.text')}</p>
          </Show>
          <dl class="grid gap-x-4 gap-y-1 rail:grid-cols-[auto_minmax(0,1fr)]">
            <For each={particulars()}>
              {([label, value]) => (
                <>
                  <dt class="text-muted">{label}</dt>
                  <dd class="mb-1 wrap-anywhere rail:mb-0">{value}</dd>
                </>
              )}
            </For>
          </dl>
          <p class="mt-3">
            <Chip small {...(props.row.seal === null ? {} : { tone: 'present' as const, icon: shieldCheck })}>
              {props.row.seal === null ? t('audit.unsealed') : t('audit.sealed', decimal(props.row.seal, language()))}
            </Chip>
          </p>
        </div>
      </details>
    </li>
  )
}
