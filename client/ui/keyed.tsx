import { type Accessor, createMemo, For, type JSX } from 'solid-js'

/** A list whose elements stay, with the focus on them, while what they show changes; `by` tells them apart. */
export function Keyed<Item, Key extends string | number | null>(props: {
  each: readonly Item[]
  by: (item: Item) => Key
  children: (item: Accessor<Item>) => JSX.Element
}): JSX.Element {
  const keys = createMemo(() => props.each.map((item) => props.by(item)))
  const find = (key: Key) => props.each.find((item) => props.by(item) === key)
  return (
    <For each={keys()}>
      {(key) => {
        const item = createMemo<Item>((before) => find(key) ?? before, find(key) as Item)
        return props.children(item)
      }}
    </For>
  )
}
