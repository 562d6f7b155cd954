import { createSignal, type JSX } from 'solid-js'

const rest = 5000
const [spoken, setSpoken] = createSignal('')
let waiting: string[] = []
let last = Number.NEGATIVE_INFINITY
let scheduled = false

function speak(): void {
  scheduled = false
  last = Date.now()
  setSpoken(waiting.join(' '))
  waiting = []
}

/** Says something to those who listen, politely and at most once in five seconds. */
export function announce(sentence: string): void {
  if (!waiting.includes(sentence)) waiting.push(sentence)
  if (scheduled) return
  scheduled = true
  setTimeout(speak, Math.max(100, last + rest - Date.now()))
}

/** Where announcements are read from; once per page. */
export function LiveRegion(): JSX.Element {
  return (
    <div class="sr-only" aria-live="polite">
      {spoken()}
    </div>
  )
}
