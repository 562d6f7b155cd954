import { createUniqueId, For, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { CheckRow } from '../ui/check-row.tsx'
import type { Problem } from './form-draft.ts'

/** Which children a report is about. */
export function ChildChoice(props: {
  children: readonly { id: Id; callName: string }[]
  chosen: readonly Id[]
  problem: Problem | undefined
  onChange: (chosen: Id[]) => void
}): JSX.Element {
  const t = useT('absence')
  const id = createUniqueId()
  const choose = (child: Id, on: boolean) =>
    props.onChange(
      props.children.map((one) => one.id).filter((one) => (one === child ? on : props.chosen.includes(one))),
    )
  return (
    <fieldset class="min-w-0">
      <legend class="font-strong">{t('absence.form.who')}</legend>
      <div class="grid grid-cols-[repeat(auto-fill,minmax(min(9rem,100%),1fr))] gap-x-3">
        <For each={props.children}>
          {(child) => (
            <CheckRow
              checked={props.chosen.includes(child.id)}
              invalid={props.problem !== undefined}
              note={props.problem ? id : undefined}
              onChange={(on) => choose(child.id, on)}
            >
              {child.callName}
            </CheckRow>
          )}
        </For>
      </div>
      <Show when={props.problem}>
        {(problem) => (
          <p id={id} class="text-alert">
            {t(`absence.problem.${problem()}`)}
          </p>
        )}
      </Show>
    </fieldset>
  )
}
