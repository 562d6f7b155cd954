import { For, type JSX } from 'solid-js'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { longMonth } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { AlbumMonth } from './album-days.ts'
import { usePhotoWords } from './photo-words.ts'

/** Asks to which month to go; each says how many photos it has. */
export function MonthDialog(props: {
  open: boolean
  months: readonly AlbumMonth[]
  current: string | undefined
  onGo: (month: string) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('guardian')
  const { said } = usePhotoWords()
  return (
    <Dialog
      open={props.open}
      title={t('album.jump.title')}
      onClose={() => props.onClose()}
      actions={
        <Button kind="quiet" onClick={() => props.onClose()}>
          {t('action.cancel')}
        </Button>
      }
    >
      <ul class="-mx-3 max-h-[50dvh] overflow-y-auto huge:max-h-none">
        <For each={props.months}>
          {({ month, photos, videos }) => (
            <li class="border-t border-hairline first:border-t-0">
              <button
                type="button"
                aria-current={month === props.current ? 'true' : undefined}
                onClick={() => props.onGo(month)}
                class="flex min-h-target w-full flex-wrap items-center justify-between gap-x-4 rounded-inner px-3 py-1 text-left font-[560] hover:bg-inset focus-visible:-outline-offset-3 aria-[current]:font-title aria-[current]:text-accent"
              >
                <span class="first-letter:uppercase">{longMonth(month, language(), today())}</span>
                <span class="font-normal text-muted tabular-nums">{said(photos, videos)}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  )
}
