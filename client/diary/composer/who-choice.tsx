import { type JSX, Show } from 'solid-js'
import type { GroupChild } from '../../../backend/contract/group.ts'
import type { Id } from '../../../backend/contract/values.ts'
import { Select } from '../../ui/field.tsx'
import { Choices } from './choices.tsx'

const fewChildren = 5
const everybody = ''

/** One of the chosen children, or with `all` everybody: buttons for a few, a list for many. */
export function WhoChoice(props: {
  label: string
  children: readonly GroupChild[]
  value: Id | null
  all?: string
  onChange: (id: Id | null) => void
}): JSX.Element {
  const options = () => [
    ...(props.all === undefined ? [] : [{ value: everybody, label: props.all }]),
    ...props.children.map(({ id, callName }) => ({ value: id, label: callName })),
  ]
  const take = (value: string | null) => props.onChange(value === everybody ? null : value)
  return (
    <Show
      when={props.children.length <= fewChildren}
      fallback={
        <Select
          label={props.label}
          value={props.value ?? everybody}
          options={options()}
          onChange={(chosen) => take(chosen.currentTarget.value)}
        />
      }
    >
      <Choices columns={3} label={props.label} value={props.value ?? everybody} options={options()} onChange={take} />
    </Show>
  )
}
