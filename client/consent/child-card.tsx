import { For, type JSX, Show } from 'solid-js'
import type { ChildConsents, Decision } from '../../backend/contract/consent.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { dayOf, shortDay } from '../time.ts'
import { Card } from '../ui/card.tsx'
import { Icon } from '../ui/icon.tsx'
import { chevronRight, eye } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { initials, Tag } from '../ui/tag.tsx'
import { type ChoiceKind, ChoiceRow } from './choice-row.tsx'

/** What is decided: one of the two purposes, or a permission by its id. */
export interface Matter {
  kind: ChoiceKind
  permissionId?: string
  /** What it is called. */
  name: string
}

/** Everything that is decided for one child; for who decides nothing, why, and what is shared. */
export function ChildCard(props: {
  of: ChildConsents
  onChoose: (matter: Matter, decision: Decision) => void
  /** Decides the same once more, because the words changed. */
  onKeep: (matter: Matter, decision: Decision) => Promise<void>
}): JSX.Element {
  const t = useT('guardian')
  const id = () => props.of.child.id
  const name = () => props.of.child.callName
  const day = (of: string) => shortDay(of, language(), today())
  return (
    <Card as="section" class="mt-3 first:mt-0" aria-labelledby={`child-${id()}`}>
      <div class="flex items-center gap-3 p-4">
        <Tag id={id()} initials={initials(name())} />
        <h2 id={`child-${id()}`} class="leading-5.5 wrap-anywhere">
          {name()}
        </h2>
      </div>
      <Show when={!props.of.mayDecide}>
        <p class="border-t border-hairline p-4 text-sm text-pretty">{t('consents.noAuthority', name())}</p>
      </Show>
      <For each={props.of.shares}>
        {(share) => (
          <p class="flex gap-2 border-t border-hairline p-4 text-sm text-pretty">
            <Icon of={eye} size="s" class="mt-0.5 text-muted" />
            {t(`consents.shared.${share.purpose}`, name(), day(dayOf(share.sharedAt)), day(share.until))}
          </p>
        )}
      </For>
      <Keyed each={props.of.purposes} by={(state) => state.purpose}>
        {(state) => (
          <ChoiceRow
            kind={state().purpose}
            level="h3"
            title={t(`purpose.${state().purpose}`)}
            text={t(`consents.${state().purpose}.text`, name())}
            name={name()}
            state={state()}
            onKeep={
              state().own && state().askAgain
                ? (decision) => props.onKeep({ kind: state().purpose, name: t(`purpose.${state().purpose}`) }, decision)
                : undefined
            }
            onChoose={(decision) =>
              props.onChoose({ kind: state().purpose, name: t(`purpose.${state().purpose}`) }, decision)
            }
          />
        )}
      </Keyed>
      <Show when={props.of.permissions.length > 0}>
        <h3 class="border-t border-hairline px-4 pt-4 pb-3 font-strong">{t('consents.others')}</h3>
        <Keyed each={props.of.permissions} by={(state) => state.permission.id}>
          {(state) => {
            const title = () => state().permission.name[language()]
            return (
              <ChoiceRow
                kind="permission"
                level="h4"
                title={title()}
                text={state().permission.explanation[language()]}
                name={name()}
                state={state()}
                ended={state().ended}
                onChoose={(decision) =>
                  props.onChoose({ kind: 'permission', permissionId: state().permission.id, name: title() }, decision)
                }
              />
            )
          }}
        </Keyed>
      </Show>
      <Show when={props.of.mayDecide}>
        <a
          href={`/reads/${id()}`}
          class="flex min-h-target items-center gap-3 border-t border-hairline px-4 py-3 font-strong text-accent focus-visible:-outline-offset-3"
        >
          <Icon of={eye} size="m" />
          <span class="grow">{t('reads.link', name())}</span>
          <Icon of={chevronRight} size="m" class="text-muted" />
        </a>
      </Show>
    </Card>
  )
}
