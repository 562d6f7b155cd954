import { For, type JSX, Show } from 'solid-js'
import type { Overlap } from '../../backend/contract/overlap.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { useAbsenceWords } from './absence-words.ts'

/** That a report ran into something, and the way to it. */
export function OverlapNote(props: {
  overlaps: readonly Overlap[]
  onOpen: ((absence: Overlap) => void) | undefined
}): JSX.Element {
  const t = useT('absence')
  const words = useAbsenceWords()
  return (
    <div role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3">
      <p class="font-strong">{t('absence.overlaps')}</p>
      <ul class="mt-1 grid gap-1">
        <For each={props.overlaps}>
          {(one) => (
            <li>
              <p>{t('absence.effect.there', one.callName, words.reason(one.reason), words.when(one))}</p>
              <Show when={props.onOpen}>
                {(open) => (
                  <Button class="mt-1" onClick={() => open()(one)}>
                    {t('absence.effect.open')}
                  </Button>
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>
    </div>
  )
}
