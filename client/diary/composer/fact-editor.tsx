import { createMemo, createSignal, type JSX, onMount, Show } from 'solid-js'
import type { GroupChild } from '../../../backend/contract/group.ts'
import type { Id } from '../../../backend/contract/values.ts'
import { useT } from '../../locales/words.ts'
import { Button } from '../../ui/button.tsx'
import { check, plus, trash } from '../../ui/icons.ts'
import { type Draft, type DraftFact, othersOf, withFact, withOtherFact, withoutFact } from './draft.ts'
import { FactFields } from './fact-fields.tsx'
import { looks } from './fact-kinds.ts'
import type { WallTime } from './local-time.ts'
import { WhoChoice } from './who-choice.tsx'

/** One fact being filled in, for all chosen children or differently for one. */
export function FactEditor(props: {
  draft: Draft
  fact: DraftFact
  children: readonly GroupChild[]
  now: WallTime
  note: string | undefined
  error: string | undefined
  onChange: (how: (draft: Draft) => Draft) => void
  onDone: () => void
  /** One more of the same kind. */
  onAnother: () => void
}): JSX.Element {
  const t = useT('staff')
  const [asking, setAsking] = createSignal(false)
  let section!: HTMLElement
  onMount(() => section.scrollIntoView({ block: 'nearest' }))
  const [childId, setChildId] = createSignal<Id | null>(null)
  const child = createMemo(() => props.children.find(({ id }) => id === childId()))
  const other = () => othersOf(props.draft, props.fact.key).find((known) => known.childId === childId())
  const shown = () => other()?.fact ?? props.fact
  const write = (fact: DraftFact) => {
    const id = childId()
    props.onChange((draft) => (id === null ? withFact(draft, fact) : withOtherFact(draft, id, fact.key, fact)))
  }
  const differ = (fact: DraftFact | null | undefined) => {
    const id = childId()
    if (id !== null) props.onChange((draft) => withOtherFact(draft, id, props.fact.key, fact))
  }
  return (
    <section
      ref={section}
      aria-label={t(`kind.${props.fact.kind}`)}
      class={`grid gap-3 rounded-control border border-l-4 border-hairline p-3 ${looks[props.fact.kind].line}`}
    >
      <Show when={asking() && props.children.length > 1}>
        <WhoChoice
          label={t('other.who')}
          all={t('other.all')}
          children={props.children}
          value={childId()}
          onChange={setChildId}
        />
      </Show>
      <Show when={other()?.fact !== null} fallback={<p class="text-sm">{t('other.left', child()?.callName ?? '')}</p>}>
        <FactFields fact={shown()} now={props.now} onChange={write} />
      </Show>
      <Show when={props.note}>{(note) => <p class="text-sm text-muted">{note()}</p>}</Show>
      <Show when={props.error}>{(error) => <p class="text-sm text-alert">{error()}</p>}</Show>
      <Show when={child()}>
        {(known) => (
          <div class="flex flex-wrap gap-2">
            <Show when={other()?.fact !== null}>
              <Button onClick={() => differ(null)}>{t('other.leave', known().callName)}</Button>
            </Show>
            <Show when={other()}>
              <Button onClick={() => differ(undefined)}>{t('other.same')}</Button>
            </Show>
          </div>
        )}
      </Show>
      <div class="grid grid-cols-2 gap-2">
        <Show when={props.children.length > 1 && !asking()}>
          <Button class="px-2!" onClick={() => setAsking(true)}>
            {t('other.ask')}
          </Button>
        </Show>
        <Button
          icon={plus}
          class={props.children.length > 1 && !asking() ? '' : 'col-span-2'}
          onClick={() => props.onAnother()}
        >
          {t('fact.another')}
        </Button>
      </div>
      <div class="flex gap-2 huge:flex-wrap">
        <Button class="grow" icon={check} onClick={() => props.onDone()}>
          {t('fact.done')}
        </Button>
        <Button
          icon={trash}
          aria-label={t('fact.remove', t(`kind.${props.fact.kind}`))}
          onClick={() => {
            props.onChange((draft) => withoutFact(draft, props.fact.key))
            props.onDone()
          }}
        />
      </div>
    </section>
  )
}
