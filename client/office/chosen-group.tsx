import { createMemo, createSignal, type JSX, onMount, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { call, type Reply } from '../api.ts'
import { go, where } from '../router.ts'
import { Switcher } from '../ui/switcher.tsx'
import { Loaded } from './loaded.tsx'

/** Something about one group at a time: the one that the address names, else the first. */
export function ChosenGroup(props: {
  /** What the groups are of, for who does not see them. */
  label: string
  failed: string
  /** Where another group is shown. */
  address: (group: Id) => string
  /** In place of it where there is no group. */
  none?: JSX.Element
  children: (group: Id) => JSX.Element
}): JSX.Element {
  const [groups, setGroups] = createSignal<Reply<'groups'>['groups']>()
  const [error, setError] = createSignal<unknown>()
  const chosen = createMemo<Id | undefined>(() => where().query.get('group') ?? groups()?.[0]?.id)
  const load = () =>
    call('groups').then(
      (reply) => {
        setError(undefined)
        setGroups(reply.groups)
      },
      (cause: unknown) => setError(() => cause),
    )
  onMount(() => void load())
  return (
    <Loaded value={groups()} error={error()} failed={props.failed} onRetry={() => void load()}>
      {(list) => (
        <>
          <Show when={list().length > 1}>
            <div class="-mx-gutter mt-2">
              <Switcher
                label={props.label}
                value={chosen() ?? ''}
                options={list().map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(group) => go(props.address(group), { replace: true, stay: true })}
              />
            </div>
          </Show>
          <Show when={chosen()} keyed fallback={props.none}>
            {(group) => props.children(group)}
          </Show>
        </>
      )}
    </Loaded>
  )
}
