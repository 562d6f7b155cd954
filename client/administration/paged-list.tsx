import { For, type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Loaded } from './loaded.tsx'
import type { Paged } from './paged.ts'

/** A page of rows and the next one; nothing found and failures included. */
export function PagedList<Item extends { id: string }>(props: {
  of: Paged<Item>
  total: (n: number) => string
  children: (item: Item) => JSX.Element
}): JSX.Element {
  const t = useT('office')
  return (
    <Loaded of={{ value: props.of.items, error: props.of.error, load: props.of.again }}>
      {(items) => (
        <Show
          when={items().length > 0}
          fallback={
            <Calm drawing="book" title={t('administration.none.title')}>
              <p>{t('administration.none.text')}</p>
            </Calm>
          }
        >
          <p class="mb-2 text-sm text-muted tabular-nums" role="status">
            {props.total(props.of.total())}
          </p>
          <Card>
            <ul>
              <For each={items()}>
                {(item) => <li class="border-t border-hairline first:border-t-0">{props.children(item)}</li>}
              </For>
            </ul>
          </Card>
          <div class="mt-4">
            <Show when={!props.of.error()} fallback={<ErrorNote error={props.of.error()} onRetry={props.of.next} />}>
              <Show when={props.of.more()}>
                <Button busy={props.of.busy()} onClick={() => void props.of.next()}>
                  {t('administration.more')}
                </Button>
              </Show>
            </Show>
          </div>
        </Show>
      )}
    </Loaded>
  )
}
