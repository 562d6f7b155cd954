import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { announce } from '../ui/live-region.tsx'
import { UndoBar } from '../ui/undo-bar.tsx'

interface Done {
  words: string
  back: (() => void) | undefined
}

const time = 8000

/** What was just done, with the way back where there is one. */
export function createDone() {
  const [done, setDone] = createSignal<Done>()
  return {
    done,
    say(words: string, back?: () => void): void {
      announce(words)
      setDone({ words, back })
    },
    gone: (which: Done): void => void setDone((shown) => (shown === which ? undefined : shown)),
  }
}

export function DoneNote(props: { of: ReturnType<typeof createDone>; class?: string }): JSX.Element {
  return (
    <Show when={props.of.done()} keyed>
      {(done) => (
        <div
          class={`fixed inset-x-4 bottom-[calc(var(--bar-bottom)+env(safe-area-inset-bottom)+--spacing(3))] z-30 mx-auto max-w-text rail:bottom-4 rail:left-[calc(var(--rail)+--spacing(4))] ${props.class ?? ''}`}
        >
          <Show when={done.back} fallback={<Said onGone={() => props.of.gone(done)}>{done.words}</Said>}>
            {(back) => (
              <UndoBar
                onUndo={() => {
                  back()()
                  props.of.gone(done)
                }}
                onGone={() => props.of.gone(done)}
              >
                {done.words}
              </UndoBar>
            )}
          </Show>
        </div>
      )}
    </Show>
  )
}

function Said(props: { onGone: () => void; children: JSX.Element }): JSX.Element {
  onMount(() => {
    const timer = setTimeout(() => props.onGone(), time)
    onCleanup(() => clearTimeout(timer))
  })
  return (
    <p class="flex min-h-14 items-center rounded-control bg-inverse px-4 py-2 text-sm text-on-inverse">
      {props.children}
    </p>
  )
}
