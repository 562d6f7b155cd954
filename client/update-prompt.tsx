import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { useT } from './locales/words.ts'

const lookEvery = 60 * 60_000

/** Keeps the app ready for offline, and asks before it changes to a new version. */
export function UpdatePrompt(): JSX.Element {
  const t = useT()
  const [waiting, setWaiting] = createSignal<ServiceWorker>()
  const [stale, setStale] = createSignal(false)

  async function register(): Promise<void> {
    const registration = await navigator.serviceWorker.register('/service-worker.js')
    const offer = () => registration.waiting && navigator.serviceWorker.controller && setWaiting(registration.waiting)
    offer()
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', offer))
    const timer = setInterval(() => void registration.update().catch(() => undefined), lookEvery)
    onCleanup(() => clearInterval(timer))
  }

  onMount(() => {
    const missing = (event: Event) => {
      event.preventDefault()
      // Without a connection nothing tells whether there is another version.
      if (navigator.onLine) setStale(true)
    }
    addEventListener('vite:preloadError', missing)
    onCleanup(() => removeEventListener('vite:preloadError', missing))
    if (import.meta.env.PROD && 'serviceWorker' in navigator) void register().catch(() => undefined)
  })

  function take(): void {
    const worker = waiting()
    if (!worker) {
      location.reload()
      return
    }
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    worker.postMessage('take over')
  }

  return (
    <Show when={waiting() ?? stale()}>
      <div
        role="status"
        class="fixed inset-x-3 bottom-[calc(var(--bar-bottom)+env(safe-area-inset-bottom)+--spacing(3))] z-30 mx-auto flex min-h-14 max-w-timeline animate-settle items-center gap-3 rounded-control bg-inverse pr-1 pl-4 text-sm text-on-inverse rail:bottom-4"
      >
        <span class="min-w-0 grow py-2">{t('app.update')}</span>
        <button
          type="button"
          onClick={take}
          class="min-h-target px-3 font-strong underline underline-offset-[.2em] focus-visible:-outline-offset-3 focus-visible:outline-current"
        >
          {t('app.update.take')}
        </button>
      </div>
    </Show>
  )
}
