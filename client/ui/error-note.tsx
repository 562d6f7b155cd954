import { createSignal, type JSX, Show } from 'solid-js'
import { ApiError } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from './button.tsx'
import { Calm } from './calm.tsx'
import { Icon } from './icon.tsx'
import { check, copy, rotateCw, triangleAlert } from './icons.ts'
import { announce } from './live-region.tsx'

/** What went wrong, in the reader's language. */
export function useErrorWords(): (error: unknown) => string {
  const t = useT()
  return (error) => {
    if (!(error instanceof ApiError) || error.code === 'unreadable') return t('error.unreadable')
    return error.code === 'network' ? t('error.network') : error.message
  }
}

/** Only what went wrong on our side has a code that helps support. */
const idOf = (error: unknown) =>
  error instanceof ApiError && (error.code === 'internal' || error.code === 'unavailable') ? error.id : ''

/** The code under which support finds an error; pressing copies it. */
export function ErrorId(props: { id: string }): JSX.Element {
  const t = useT()
  const [copied, setCopied] = createSignal(false)
  const take = () =>
    navigator.clipboard.writeText(props.id).then(() => {
      setCopied(true)
      announce(t('error.copied'))
    })
  return (
    <button
      type="button"
      onClick={take}
      class="inline-flex min-h-target max-w-full items-center gap-2 text-left text-sm wrap-anywhere text-muted tabular-nums"
    >
      {t('error.id', props.id)}
      <Icon of={copied() ? check : copy} size="s" />
    </button>
  )
}

/** A whole screen that could not load. `safe` says what is not lost. */
export function ErrorScreen(props: { title: string; error: unknown; onRetry: () => void; safe?: string }): JSX.Element {
  const t = useT()
  const words = useErrorWords()
  return (
    <div role="alert">
      <Calm
        drawing="torn"
        title={props.title}
        actions={
          <Button kind="primary" icon={rotateCw} onClick={() => props.onRetry()}>
            {t('action.retry')}
          </Button>
        }
      >
        <p>{words(props.error)}</p>
        <Show when={props.safe}>
          <p class="mt-4 rounded-control bg-present-tint p-3 text-sm text-ink">{props.safe}</p>
        </Show>
      </Calm>
      <Show when={idOf(props.error)}>{(id) => <ErrorId id={id()} />}</Show>
    </div>
  )
}

/** Something on a screen that did not work: what, and what to do. */
export function ErrorNote(props: { error: unknown; onRetry?: () => void }): JSX.Element {
  const t = useT()
  const words = useErrorWords()
  return (
    <div role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3 text-sm">
      <p class="flex gap-2">
        <Icon of={triangleAlert} size="m" class="mt-px text-alert" />
        <span class="min-w-0 grow">{words(props.error)}</span>
      </p>
      <Show when={props.onRetry || idOf(props.error)}>
        <div class="mt-1 flex flex-wrap items-center gap-x-4 pl-7">
          <Show when={props.onRetry}>
            {(retry) => (
              <Button kind="plain" onClick={() => retry()()}>
                {t('action.retry')}
              </Button>
            )}
          </Show>
          <Show when={idOf(props.error)}>{(id) => <ErrorId id={id()} />}</Show>
        </div>
      </Show>
    </div>
  )
}
