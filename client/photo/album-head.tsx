import { createSignal, type JSX, Show } from 'solid-js'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { longMonth } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { chevronDown } from '../ui/icons.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import type { AlbumMonth } from './album-days.ts'
import { MonthDialog } from './month-dialog.tsx'

/** The title, the month in view with the way to another, and the way to choose photos. */
export function AlbumHead(props: {
  months: readonly AlbumMonth[]
  current: AlbumMonth | undefined
  choosing: boolean
  onChoosing: (choosing: boolean) => void
  onGo: (month: string) => void
}): JSX.Element {
  const t = useT('guardian')
  const [jumping, setJumping] = createSignal(false)
  const said = (month: AlbumMonth) =>
    t('album.month', longMonth(month.month, language(), today()), t('item.photos', month.photos))
  return (
    <div class="flex flex-wrap items-start justify-between gap-2 px-gutter pt-2 detail:px-0">
      <div class="min-w-0">
        <ScreenTitle>{t('album.title')}</ScreenTitle>
        <Show when={props.current}>
          {(month) => (
            <button
              type="button"
              id="jump-month"
              aria-label={t('album.jump', said(month()))}
              onClick={() => setJumping(true)}
              class="-mt-1.5 inline-flex min-h-target items-center gap-1.5 text-left text-sm font-[520] text-muted tabular-nums"
            >
              {said(month())}
              <Icon of={chevronDown} size="s" />
            </button>
          )}
        </Show>
      </div>
      <Show when={props.current}>
        <Button id="choose" onClick={() => props.onChoosing(!props.choosing)}>
          {t(props.choosing ? 'album.choose.stop' : 'album.choose')}
        </Button>
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
