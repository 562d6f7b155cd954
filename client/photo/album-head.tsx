import { createSignal, type JSX, Show } from 'solid-js'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { longMonth } from '../time.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { chevronDown, download } from '../ui/icons.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import type { AlbumMonth } from './album-days.ts'
import { MonthDialog } from './month-dialog.tsx'
import { usePhotoWords } from './photo-words.ts'

/** The title, the month in view with the way to another, and the ways to take it along and to choose photos. */
export function AlbumHead(props: {
  months: readonly AlbumMonth[]
  current: AlbumMonth | undefined
  choosing: boolean
  onChoosing: (choosing: boolean) => void
  /** Takes the month in view along. */
  onDownload: () => void
  onGo: (month: string) => void
}): JSX.Element {
  const t = useT('guardian')
  const counted = usePhotoWords()
  const [jumping, setJumping] = createSignal(false)
  const said = (month: AlbumMonth) =>
    t('album.month', longMonth(month.month, language(), today()), counted.said(month.photos, month.videos))
  return (
    <div class="px-gutter pt-2 detail:px-0">
      <div class="flex items-start justify-between gap-2 huge:flex-wrap">
        <ScreenTitle>{t('album.title')}</ScreenTitle>
        <Show when={props.current}>
          {(month) => (
            <div class="flex shrink-0 gap-2">
              <IconButton
                line
                id="download-month"
                icon={download}
                label={t('album.download', longMonth(month().month, language(), today()))}
                onClick={() => props.onDownload()}
              />
              <Button id="choose" onClick={() => props.onChoosing(!props.choosing)}>
                {t(props.choosing ? 'album.choose.end' : 'album.choose')}
              </Button>
            </div>
          )}
        </Show>
      </div>
      {/* On a line of its own: whatever month comes into view, nothing below it moves. */}
      <Show when={props.current}>
        {(month) => (
          <button
            type="button"
            id="jump-month"
            aria-label={t('album.jump', said(month()))}
            onClick={() => setJumping(true)}
            class="-mt-1.5 inline-flex min-h-target max-w-full items-center gap-1.5 text-left text-sm leading-5 font-[520] text-muted tabular-nums"
          >
            {said(month())}
            <Icon of={chevronDown} size="s" />
          </button>
        )}
      </Show>
      <MonthDialog
        open={jumping()}
        months={props.months}
        current={props.current?.month}
        onClose={() => setJumping(false)}
        onGo={(month) => {
          setJumping(false)
          props.onGo(month)
        }}
      />
    </div>
  )
}
