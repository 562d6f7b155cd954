import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'

/** The end of what is loaded: it loads more when it comes near, or by its button. */
export function HistoryEnd(props: { older: string | null; kept: boolean; load: () => Promise<void> }): JSX.Element {
  const t = useT('guardian')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  let end!: HTMLDivElement

  async function load(): Promise<void> {
    if (busy() || props.older === null) return
    setBusy(true)
    setError(undefined)
    try {
      await props.load()
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
    if (error() === undefined && isNear()) void load()
  }

  const isNear = () => end.getBoundingClientRect().top < innerHeight + 800

  onMount(() => {
    const observer = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting && error() === undefined && void load(),
      {
        rootMargin: '800px 0px',
      },
    )
    observer.observe(end)
    onCleanup(() => observer.disconnect())
  })

  return (
    <div ref={end} class="pt-6">
      <Show
        when={props.older !== null}
        fallback={<p class="text-sm text-muted">{t(props.kept ? 'today.kept' : 'today.start')}</p>}
      >
        <Show
          when={error() !== undefined}
          fallback={
            <Show when={busy()} fallback={<Button onClick={load}>{t('today.older')}</Button>}>
              <SkeletonCards count={2} label={t('today.loading')} />
            </Show>
          }
        >
          <ErrorNote error={error()} onRetry={load} />
        </Show>
      </Show>
    </div>
  )
}
