import { createUniqueId, For, type JSX, Show } from 'solid-js'
import type { ChildConsents, ConsentState, Purpose } from '../../backend/contract/consent.ts'
import { useT } from '../locales/words.ts'
import { Card } from '../ui/card.tsx'
import { Chip } from '../ui/chip.tsx'
import { Icon } from '../ui/icon.tsx'
import { camera, check, circleCheck, notebookText } from '../ui/icons.ts'
import { initials, Tag } from '../ui/tag.tsx'

const icons = { diary: notebookText, photos: camera }
const order: readonly Purpose[] = ['photos', 'diary']

/** The two separate choices about one child. Nothing is ticked beforehand, and what is not ticked is not decided. */
export function ChoiceCard(props: {
  of: ChildConsents
  isTicked: (purpose: Purpose) => boolean
  onTick: (purpose: Purpose, ticked: boolean) => void
}): JSX.Element {
  const t = useT('guardian')
  const heading = createUniqueId()
  const name = () => props.of.child.callName
  const states = () => order.flatMap((purpose) => props.of.purposes.find((state) => state.purpose === purpose) ?? [])
  return (
    <Card as="section" class="mt-3" aria-labelledby={heading}>
      <div class="flex items-center gap-3 p-4">
        <Tag id={props.of.child.id} initials={initials(name())} />
        <h2 id={heading} class="leading-5.5 wrap-anywhere">
          {name()}
        </h2>
      </div>
      <Show
        when={props.of.mayDecide}
        fallback={<p class="border-t border-hairline p-4 text-sm text-pretty">{t('consents.noAuthority', name())}</p>}
      >
        <For each={states()}>
          {(state) => (
            <Choice
              name={name()}
              state={state}
              ticked={props.isTicked(state.purpose)}
              onTick={(ticked) => props.onTick(state.purpose, ticked)}
            />
          )}
        </For>
      </Show>
    </Card>
  )
}

function Choice(props: {
  name: string
  state: ConsentState
  ticked: boolean
  onTick: (ticked: boolean) => void
}): JSX.Element {
  const t = useT('guardian')
  const id = createUniqueId()
  const purpose = () => props.state.purpose
  const title = () => (
    <span class="flex min-w-0 items-center gap-2 leading-6 font-strong">
      <Icon of={icons[purpose()]} size="m" />
      {t(`purpose.${purpose()}`)}
    </span>
  )
  const means = () => (
    <span id={`${id}-means`} class="block text-sm text-pretty text-muted">
      <span class="mt-0.5 block">{t(`consents.${purpose()}.text`, props.name)}</span>
      <span class="mt-1.5 block">
        {props.state.reason === 'nobody_decided'
          ? t(`welcome.without.${purpose()}`, props.name)
          : t(`consents.${purpose()}.${props.state.reason}`, props.name)}
      </span>
    </span>
  )
  return (
    <Show
      when={props.state.own === null}
      fallback={
        <div class="border-t border-hairline p-4">
          {title()}
          <p class="mt-2">
            <Chip tone="present" icon={circleCheck}>
              {t(props.state.own === 'granted' ? 'welcome.saidYes' : 'welcome.saidNo')}
            </Chip>
          </p>
        </div>
      }
    >
      <label class="group/choice relative flex gap-3 border-t border-hairline p-4 has-checked:bg-accent-tint has-focus-visible:outline-3 has-focus-visible:-outline-offset-3 has-focus-visible:outline-focus">
        <input
          type="checkbox"
          checked={props.ticked}
          onChange={(event) => props.onTick(event.currentTarget.checked)}
          aria-label={t('welcome.tick', t(`purpose.${purpose()}`), props.name)}
          aria-describedby={`${id}-means`}
          class="absolute inset-0 size-full cursor-pointer opacity-0"
        />
        <span class="min-w-0 grow">
          {title()}
          {means()}
        </span>
        <span
          aria-hidden="true"
          class="grid size-7 shrink-0 place-items-center rounded-inner border-2 border-control bg-surface text-transparent group-has-checked/choice:border-select group-has-checked/choice:bg-select group-has-checked/choice:text-on-accent"
        >
          <Icon of={check} size="s" />
        </span>
      </label>
    </Show>
  )
}
