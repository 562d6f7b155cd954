import { createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { mostExported } from '../../backend/contract/audit-actions.ts'
import { ApiError, download } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { decimal } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { fileDown } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { saveFile } from '../ui/save-file.ts'
import { asked, type Filter } from './filter.ts'

const newline = '\n'.charCodeAt(0)

/** Takes the lines that are looked for along as a file, and says how far it is. */
export function ExportButton(props: { filter: Filter; disabled: boolean }): JSX.Element {
  const t = useT('office')
  const [progress, setProgress] = createSignal<{ done: number; all: number }>()
  const [done, setDone] = createSignal<number>()
  const [error, setError] = createSignal<unknown>()
  let stop: AbortController | undefined
  onCleanup(() => stop?.abort())
  const number = (value: number) => decimal(value, language())

  async function take(): Promise<void> {
    stop = new AbortController()
    const { signal } = stop
    setError(undefined)
    setDone(undefined)
    setProgress({ done: 0, all: 0 })
    try {
      const { name, rows, pieces } = await download('exportAudit', { body: asked(props.filter), signal })
      const parts: Uint8Array<ArrayBuffer>[] = []
      // The first line has the names of the columns.
      let lines = -1
      for await (const piece of pieces) {
        parts.push(piece)
        for (const byte of piece) if (byte === newline) lines += 1
        setProgress({ done: Math.max(0, lines), all: Math.max(rows, lines) })
      }
      saveFile(new Blob(parts, { type: 'text/csv' }), name)
      setDone(lines)
      announce(t('audit.export.done', number(lines)))
    } catch (cause) {
      if (!signal.aborted) setError(() => cause)
    } finally {
      setProgress(undefined)
    }
  }
  const tooMany = () => {
    const cause = error()
    return cause instanceof ApiError && cause.details.fields?.some(({ reason }) => reason === 'too_many')
  }

  return (
    <div class="min-w-0">
      <Show
        when={progress()}
        fallback={
          <Button icon={fileDown} disabled={props.disabled} onClick={() => void take()}>
            {t('audit.export')}
          </Button>
        }
      >
        {(at) => (
          <div class="flex flex-wrap items-center gap-3">
            <div class="min-w-0 text-sm">
              <progress
                class="block h-2 w-48 max-w-full accent-accent"
                max={at().all || 1}
                value={at().done}
                aria-label={t('audit.export')}
              />
              <p class="mt-1 text-muted tabular-nums">{t('audit.export.busy', number(at().done), number(at().all))}</p>
            </div>
            <Button onClick={() => stop?.abort()}>{t('action.cancel')}</Button>
          </div>
        )}
      </Show>
      <Show when={done() !== undefined}>
        <p class="mt-2 text-sm text-muted">{t('audit.export.done', number(done() ?? 0))}</p>
      </Show>
      <Show when={error()}>
        <div class="mt-2">
          <Show when={tooMany()} fallback={<ErrorNote error={error()} onRetry={() => void take()} />}>
            <p role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3 text-sm">
              {t('audit.export.tooMany', number(mostExported))}
            </p>
          </Show>
        </div>
      </Show>
    </div>
  )
}
