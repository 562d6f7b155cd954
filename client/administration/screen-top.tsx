import { type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { goBack } from '../router.ts'
import { IconButton } from '../ui/button.tsx'
import { arrowLeft } from '../ui/icons.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'

/** The way back and the title of a screen of the office. */
export function ScreenTop(props: {
  title: string
  back: string
  children?: JSX.Element
  actions?: JSX.Element
}): JSX.Element {
  const t = useT()
  return (
    <>
      <div class="-ml-3 print:hidden">
        <IconButton icon={arrowLeft} label={t('action.back')} onClick={() => goBack(props.back)} />
      </div>
      <div class="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div class="min-w-0">
          <ScreenTitle>{props.title}</ScreenTitle>
          {props.children}
        </div>
        <Show when={props.actions}>
          <div class="flex flex-wrap gap-2">{props.actions}</div>
        </Show>
      </div>
    </>
  )
}
