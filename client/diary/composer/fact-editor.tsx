import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import type { GroupChild } from '../../../backend/contract/group.ts'
import type { Id } from '../../../backend/contract/values.ts'
import { useT } from '../../locales/words.ts'
import { Button } from '../../ui/button.tsx'
import { check, plus, trash, users } from '../../ui/icons.ts'
import { Choices } from './choices.tsx'
import { type Draft, type DraftFact, othersOf, withFact, withOtherFact, withoutFact } from './draft.ts'
import { looks } from './fact-kinds.ts'
import { FactFields } from './fact-fields.tsx'
import type { WallTime } from './local-time.ts'

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
  const take = (id: Id | null) => {
    setChildId(id)
    if (id !== null && !other()) differ({ ...props.fact })
  }
  return (
    <section
      aria-label={t(`kind.${props.fact.kind}`)}
      class={`grid gap-3 rounded-control border border-l-4 border-hairline p-3 ${looks[props.fact.kind].line}`}
    >
      <Show when={child()}>
        {(known) => (
          <div class="flex flex-wrap items-center gap-2">
            <p class="grow font-strong">{t('other.title', known().callName)}</p>
            <Button kind="quiet" onClick={() => setChildId(null)}>
              {t('other.all')}
            </Button>
          </div>
        )}
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
            <Button
              onClick={() => {
                differ(undefined)
                setChildId(null)
              }}
            >
              {t('other.same')}
            </Button>
          </div>
        )}
      </Show>
      <Show when={asking() && props.children.length > 1}>
        <Choices
          label={t('other.who')}
          value={childId()}
          options={props.children.map(({ id, callName }) => ({ value: id, label: callName }))}
          onChange={take}
          optional
        />
      </Show>
      <div class="flex flex-wrap gap-2">
        <Button class="grow" icon={check} onClick={() => props.onDone()}>
          {t('fact.done')}
        </Button>
        <Show when={props.children.length > 1 && !asking()}>
          <Button class="grow" icon={users} onClick={() => setAsking(true)}>
            {t('other.ask')}
          </Button>
        </Show>
        <Button class="grow" icon={plus} onClick={() => props.onAnother()}>
          {t('fact.another')}
        </Button>
        <Button
          class="text-alert"
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
