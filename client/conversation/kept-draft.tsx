import { type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { copy } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'

/** What somebody was writing where nothing can be written now: to read and to take along. */
export function KeptDraft(props: { text: string }): JSX.Element {
  const t = useT('conversation')
  const take = () => navigator.clipboard.writeText(props.text).then(() => announce(t('draft.copied')))
  return (
    <Show when={props.text.trim() !== ''}>
      <div class="my-3 grid gap-2 rounded-card border border-hairline bg-inset p-3 text-sm">
        <p class="font-strong">{t('draft.kept')}</p>
        <p class="max-h-[30dvh] overflow-y-auto whitespace-pre-wrap wrap-anywhere">{props.text}</p>
        <p>
          <Button icon={copy} onClick={() => void take().catch(() => undefined)}>
            {t('draft.copy')}
          </Button>
        </p>
      </div>
    </Show>
  )
}
