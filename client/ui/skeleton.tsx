import { For, type JSX } from 'solid-js'
import { Card } from './card.tsx'

const Bone = (props: { class: string }) => <div class={`rounded-inner bg-inset ${props.class}`} />

/** Cards without content in the shape of what is coming; nothing moves. */
export function SkeletonCards(props: { count: number; label: string }): JSX.Element {
  return (
    <div class="grid gap-3" role="status" aria-label={props.label}>
      <For each={Array.from({ length: props.count })}>
        {() => (
          <Card class="p-4">
            <div class="flex items-start gap-3">
              <div class="size-10 rounded-full bg-inset" />
              <div class="grow">
                <Bone class="my-1 h-3.5 w-20" />
                <Bone class="mt-2 h-2.5 w-36" />
              </div>
            </div>
            <Bone class="mt-4 h-3.5 w-full" />
            <Bone class="mt-2.5 h-3.5 w-3/4" />
          </Card>
        )}
      </For>
    </div>
  )
}
