import { createMemo, For, type JSX, Show } from 'solid-js'
import type { Id } from '../../../backend/contract/values.ts'
import { useT } from '../../locales/words.ts'
import { useNumberList } from './number-list.ts'
import type { DraftPhoto } from './photo-draft.ts'

/** Where photos of one post go to more or fewer families, how many see which; the most first. */
export function SeenRow(props: { photos: readonly DraftPhoto[]; seenBy: ReadonlyMap<Id, number> }): JSX.Element {
  const t = useT('staff')
  const numbers = useNumberList()
  const sets = createMemo(() => {
    const known = props.photos.filter(({ item }) => props.seenBy.has(item.key))
    const byCount = Map.groupBy(known, ({ item }) => props.seenBy.get(item.key) ?? 0)
    return [...byCount].sort(([a], [b]) => b - a)
  })
  return (
    <Show when={sets().length > 1}>
      <ul
        aria-label={t('seen.title')}
        class="-mt-2 mb-2 flex max-h-16 flex-wrap gap-x-3 overflow-y-auto pl-9 text-sm tabular-nums huge:max-h-none"
      >
        <For each={sets()}>
          {([families, photos]) => (
            <li>
              <span class="text-muted">{numbers(photos)}:</span> {t('audience.families', families)}
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
