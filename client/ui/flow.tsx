import { For, type JSX, Show } from 'solid-js'

/** A screen of a few that are gone through once: where one is, what there is to read or choose, and how to go on. */
export function Flow(props: {
  /** Absent where there is only one screen. */
  step?: { at: number; of: number; words: string } | undefined
  children: JSX.Element
  foot: JSX.Element
}): JSX.Element {
  return (
    <div class="flex min-h-dvh flex-col">
      <main
        id="main"
        class="mx-auto w-full max-w-timeline grow px-gutter pt-[calc(env(safe-area-inset-top)+--spacing(4))] pb-6"
      >
        <Show when={props.step && props.step.of > 1 && props.step}>
          {(step) => (
            <>
              <p class="text-sm font-strong">{step().words}</p>
              <ol aria-hidden="true" class="mt-3 mb-6 grid auto-cols-fr grid-flow-col gap-1">
                <For each={Array.from({ length: step().of }, (_, n) => n < step().at)}>
                  {(done) => <li class={`h-1 rounded-full ${done ? 'bg-accent' : 'bg-hairline'}`} />}
                </For>
              </ol>
            </>
          )}
        </Show>
        {props.children}
      </main>
      <footer class="sticky bottom-0 z-10 border-t border-hairline bg-ground huge:static">
        <div class="mx-auto flex w-full max-w-timeline flex-wrap gap-2 px-gutter pt-3 pb-[calc(env(safe-area-inset-bottom)+--spacing(4))]">
          {props.foot}
        </div>
      </footer>
    </div>
  )
}
