import { type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'

/** Says that a form was filled in earlier, and lets it be emptied. */
export function KeptNote(props: { shown: boolean; onClear: () => void }): JSX.Element {
  const t = useT('office')
  return (
    <Show when={props.shown}>
      <div class="mb-4 flex flex-wrap items-center justify-between gap-3 rounded-control bg-inset py-2 pr-2 pl-4 text-sm">
        <p>{t('administration.kept')}</p>
        <Button kind="quiet" onClick={props.onClear}>
          {t('administration.kept.clear')}
        </Button>
      </div>
    </Show>
  )
}
