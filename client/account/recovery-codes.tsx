import { createSignal, For, type JSX } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { check, copy } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'

/** The recovery codes, the one time that they are shown. */
export function RecoveryCodes(props: { codes: readonly string[]; onKept: () => void }): JSX.Element {
  const t = useT('account')
  const [copied, setCopied] = createSignal(false)
  const text = () => props.codes.join('\n')
  const take = () =>
    navigator.clipboard.writeText(text()).then(() => {
      setCopied(true)
      announce(t('recovery.copied'))
    })
  const file = () => `data:text/plain;charset=utf-8,${encodeURIComponent(`${t('recovery.title')}\n\n${text()}\n`)}`
  return (
    <div class="grid gap-4">
      <p class="text-sm text-pretty">{t('recovery.text')}</p>
      <ul class="grid grid-cols-2 gap-x-4 gap-y-1 rounded-card border border-hairline bg-surface p-4 text-center tracking-wide tabular-nums huge:grid-cols-1">
        <For each={props.codes}>{(code) => <li class="font-strong">{code}</li>}</For>
      </ul>
      <div class="flex flex-wrap gap-2">
        <Button icon={copied() ? check : copy} onClick={() => void take()}>
          {t('recovery.copy')}
        </Button>
        <a
          href={file()}
          download="herstelcodes.txt"
          class="inline-flex min-h-target items-center rounded-control border border-control bg-surface px-5 font-strong"
        >
          {t('recovery.save')}
        </a>
        <Button onClick={() => window.print()}>{t('recovery.print')}</Button>
      </div>
      <Button kind="primary" wide onClick={() => props.onKept()}>
        {t('recovery.kept')}
      </Button>
    </div>
  )
}
