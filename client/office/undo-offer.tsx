import { createSignal, type JSX, Show } from 'solid-js'
import { UndoBar } from '../ui/undo-bar.tsx'

interface Offer {
  words: string
  back: () => Promise<unknown>
}

/** What was just done on a screen of the office, with the way back. */
export function createUndo(failed: (error: unknown) => void) {
  const [offer, setOffer] = createSignal<Offer>()
  return {
    offer,
    offered(words: string, back: () => Promise<unknown>): void {
      setOffer({ words, back })
    },
    gone: (): void => void setOffer(undefined),
    async take(): Promise<void> {
      const taken = offer()
      setOffer(undefined)
      await taken?.back().catch(failed)
    },
  }
}

export function UndoOffer(props: { of: ReturnType<typeof createUndo> }): JSX.Element {
  return (
    <Show when={props.of.offer()} keyed>
      {(offer) => (
        <div class="fixed inset-x-4 bottom-[calc(var(--bar-bottom)+env(safe-area-inset-bottom)+--spacing(3))] z-30 mx-auto max-w-text rail:bottom-4 rail:left-[calc(var(--rail)+--spacing(4))]">
          <UndoBar onUndo={() => void props.of.take()} onGone={() => props.of.offer() === offer && props.of.gone()}>
            {offer.words}
          </UndoBar>
        </div>
      )}
    </Show>
  )
}
