import type { JSX } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { download, x } from '../ui/icons.ts'

/** How many photos are chosen, and what can be done with them; above the bar of the app. */
export function ChosenBar(props: { count: number; onSave: () => void; onStop: () => void }): JSX.Element {
  const t = useT('guardian')
  return (
    <>
      <div class="h-18 huge:hidden" />
      <div class="fixed inset-x-0 bottom-[calc(var(--bar-bottom)+env(safe-area-inset-bottom))] z-10 flex min-h-16 flex-wrap items-center gap-2 border-t border-hairline bg-surface px-2 py-2 rail:bottom-0 rail:left-rail rail:px-gutter huge:static">
        <IconButton icon={x} label={t('album.choose.stop')} onClick={() => props.onStop()} />
        <p role="status" class="min-w-0 grow font-strong tabular-nums">
          {t('album.chosen', props.count)}
        </p>
        <Button kind="primary" icon={download} onClick={() => props.onSave()}>
          {t('download.open')}
        </Button>
      </div>
    </>
  )
}
