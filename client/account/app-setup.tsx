import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { renderSVG } from 'uqr'
import { call, type Reply } from '../api.ts'
import { useT } from '../locales/words.ts'
import { renewing } from '../session.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { check, copy } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { CodeForm } from './code-form.tsx'

/** Sets up an authenticator app: scan, and type the first code. */
export function AppSetup(props: {
  begin: () => Promise<Reply<'beginApp'>>
  onDone: (reply: Reply<'confirmApp'>) => void
}): JSX.Element {
  const t = useT('account')
  const [made, setMade] = createSignal<Reply<'beginApp'>>()
  const [error, setError] = createSignal<unknown>()
  const [copied, setCopied] = createSignal(false)

  async function begin(): Promise<void> {
    setError(undefined)
    try {
      setMade(await props.begin())
    } catch (cause) {
      setError(() => cause)
    }
  }
  onMount(() => void begin())

  const take = (secret: string) =>
    navigator.clipboard.writeText(secret).then(() => {
      setCopied(true)
      announce(t('app.copied'))
    })
  /** In groups of four, as it is easiest to type over. */
  const grouped = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret

  return (
    <Show when={!error()} fallback={<ErrorNote error={error()} onRetry={() => void begin()} />}>
      <Show when={made()} fallback={<div class="h-60 rounded-card bg-inset" />}>
        {(reply) => (
          <div class="grid grid-cols-[minmax(0,1fr)] gap-5">
            <ol class="grid list-decimal gap-1 pl-5 text-sm wrap-anywhere text-pretty hyphens-auto">
              <li>{t('app.step.install')}</li>
              <li>{t('app.step.scan')}</li>
              <li>{t('app.step.code')}</li>
            </ol>
            <div class="grid grid-cols-[minmax(0,1fr)] justify-items-center gap-3">
              <div
                role="img"
                aria-label={t('app.picture')}
                class="aspect-square w-52 max-w-full overflow-hidden rounded-card border border-hairline bg-white"
                innerHTML={renderSVG(reply().uri, { border: 2 })}
              />
              <details class="w-full text-sm">
                <summary class="min-h-target cursor-pointer content-center text-accent">{t('app.type')}</summary>
                <p class="rounded-control bg-inset p-3 font-strong tracking-wide wrap-anywhere tabular-nums select-all">
                  {grouped(reply().secret)}
                </p>
                <Button kind="quiet" onClick={() => void take(reply().secret)}>
                  <Icon of={copied() ? check : copy} size="s" />
                  {t('app.copy')}
                </Button>
              </details>
            </div>
            <CodeForm
              kind="app"
              label={t('code.app')}
              help={t('code.app.help')}
              action={t('app.confirm')}
              onCode={async (code) => props.onDone(await renewing(call('confirmApp', { body: { code } })))}
            />
          </div>
        )}
      </Show>
    </Show>
  )
}
