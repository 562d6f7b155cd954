import { type JSX, Show } from 'solid-js'
import { useT } from '../../locales/words.ts'
import { Button } from '../../ui/button.tsx'

/** How many photos are touched together, and what can be done with them. */
export function PhotoSelection(props: {
  all: number
  selected: [photos: number, videos: number]
  onSelect: (all: boolean) => void
  onRemove: () => void
}): JSX.Element {
  const t = useT('staff')
  const selected = () => props.selected[0] + props.selected[1]
  return (
    <div class="flex flex-wrap items-center gap-2">
      <span class="min-w-0 grow basis-0 huge:basis-full text-sm text-muted tabular-nums" aria-live="polite">
        {t('tagging.selected', ...props.selected)}
      </span>
      <Show when={selected() > 0}>
        <Button kind="quiet" class="text-alert!" onClick={() => props.onRemove()}>
          {t('tagging.remove', selected())}
        </Button>
      </Show>
      <Show when={props.all > 1}>
        <Show when={selected() < props.all}>
          <Button onClick={() => props.onSelect(true)}>{t('tagging.all')}</Button>
        </Show>
        <Show when={selected() > 0}>
          <Button onClick={() => props.onSelect(false)}>{t('tagging.none')}</Button>
        </Show>
      </Show>
    </div>
  )
}
