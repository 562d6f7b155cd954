import { createSignal, type JSX, onCleanup } from 'solid-js'

const rest = 5000
/** The regions of this page; the last one lies in the dialog that is open over the others, which nobody hears then. */
let regions: readonly ((sentence: string) => void)[] = []
let waiting: string[] = []
let last = Number.NEGATIVE_INFINITY
let scheduled = false

function speak(): void {
  scheduled = false
  last = Date.now()
  regions.at(-1)?.(waiting.join(' '))
  waiting = []
}

/** Says something to those who listen, politely and at most once in five seconds; where nobody may hear it, never. */
export function announce(sentence: string): void {
  if (regions.length === 0) return
  if (!waiting.includes(sentence)) waiting.push(sentence)
  if (scheduled) return
  scheduled = true
  setTimeout(speak, Math.max(100, last + rest - Date.now()))
}

/** Where announcements are read from: once per page, and in each modal dialog while it is open. */
export function LiveRegion(): JSX.Element {
  const [spoken, setSpoken] = createSignal('')
  // The same sentence is read once more only when something changes.
  const say = (sentence: string) => setSpoken((before) => (before === sentence ? `${sentence}\u00A0` : sentence))
  regions = [...regions, say]
  onCleanup(() => {
    regions = regions.filter((one) => one !== say)
    if (regions.length === 0) waiting = []
  })
  return (
    <div class="sr-only" aria-live="polite">
      {spoken()}
    </div>
  )
}
