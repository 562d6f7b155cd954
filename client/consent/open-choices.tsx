import { createSignal, For, type JSX, Show } from 'solid-js'
import type { ChildConsents, ConsentState, Purpose } from '../../backend/contract/consent.ts'
import type { Id } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { whenWiped } from '../session.ts'
import { listed } from '../time.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { shieldCheck, x } from '../ui/icons.ts'

type Kind = 'open' | 'asked'
interface Line {
  kind: Kind
  purpose: Purpose | 'both'
  names: string
}

const key = 'ouderapp.choices-later'
const keptLater = () => (sessionStorage.getItem(key) ?? '').split(' ').filter((part) => part !== '')
const [later, setLater] = createSignal<readonly string[]>(keptLater())
whenWiped(() => {
  sessionStorage.removeItem(key)
  setLater([])
})

const markOf = (kind: Kind, child: Id, purpose: Purpose) => `${kind}:${child}:${purpose}`
const kindOf = (state: ConsentState): Kind | undefined =>
  state.own === null ? 'open' : state.askAgain ? 'asked' : undefined

/** What a guardian has not decided, and what is asked again because its words changed; put away it comes back with the next session. */
export function OpenChoices(props: { children: readonly ChildConsents[]; link?: boolean }): JSX.Element {
  const t = useT('guardian')
  const waiting = () =>
    props.children
      .filter(({ mayDecide }) => mayDecide)
      .flatMap(({ child, purposes }) =>
        purposes.flatMap((state) => {
          const kind = kindOf(state)
          const mark = kind && markOf(kind, child.id, state.purpose)
          return kind && mark && !later().includes(mark) ? [{ kind, mark, child, purpose: state.purpose }] : []
        }),
      )
  const lines = (): Line[] =>
    (['asked', 'open'] as const).flatMap((kind) => {
      const [photos = '', diary = ''] = (['photos', 'diary'] as const).map((purpose) =>
        listed(
          waiting()
            .filter((one) => one.kind === kind && one.purpose === purpose)
            .map(({ child }) => child.callName),
          language(),
        ),
      )
      const all: Line[] =
        photos === diary
          ? [{ kind, purpose: 'both', names: photos }]
          : [
              { kind, purpose: 'photos', names: photos },
              { kind, purpose: 'diary', names: diary },
            ]
      return all.filter(({ names }) => names !== '')
    })
  const putAway = () => {
    const next = [...later(), ...waiting().map(({ mark }) => mark)]
    sessionStorage.setItem(key, next.join(' '))
    setLater(next)
  }
  return (
    <Show when={lines().length > 0}>
      <aside class="mb-4 flex gap-3 rounded-card border border-hairline bg-notice py-1 pr-1 pl-4">
        <Icon of={shieldCheck} size="m" class="mt-3 text-muted" />
        <div class="min-w-0 grow py-2.5 text-sm text-pretty">
          <For each={lines()}>
            {({ kind, purpose, names }) => <p class="mt-1 first:mt-0">{t(`choices.${kind}.${purpose}`, names)}</p>}
          </For>
          <Show when={props.link}>
            <a
              href="/consents"
              class="-mb-2.5 inline-flex min-h-target items-center font-strong text-accent underline underline-offset-[.2em]"
            >
              {t('choices.choose')}
            </a>
          </Show>
        </div>
        <IconButton icon={x} label={t('choices.later')} onClick={putAway} />
      </aside>
    </Show>
  )
}
