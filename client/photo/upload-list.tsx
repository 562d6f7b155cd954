import { createMemo, createUniqueId, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useStaffWork } from '../group/staff-work.tsx'
import { useT } from '../locales/words.ts'
import { go } from '../router.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { trash } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { UndoBar } from '../ui/undo-bar.tsx'
import { isRetriable, isStuck, isUsable, type UploadItem } from './upload-state.ts'
import { UploadThumb } from './upload-thumb.tsx'
import { useUploadWords } from './upload-words.ts'

/** Every file that is not placed yet: how it stands, why it does not go on, and what can be done. */
export function UploadList(props: { placing: ReadonlySet<Id>; onClose: () => void }): JSX.Element {
  const t = useT('staff')
  const { uploads, photosIn } = useStaffWork()
  // What needed somebody stays where it is while this is open, also once it was mended.
  const needing = createMemo<ReadonlySet<Id>>(
    (before) => new Set([...before, ...uploads.items().flatMap((item) => (isStuck(item) ? [item.key] : []))]),
    new Set(),
  )
  const needed = () => uploads.items().filter(({ key }) => needing().has(key))
  const others = () => uploads.items().filter(({ key }) => !needing().has(key))
  const headings = { needed: createUniqueId(), others: createUniqueId() }
  const free = () => uploads.items().find((item) => isUsable(item) && !props.placing.has(item.key))
  return (
    <Dialog
      open
      title={t('upload.title')}
      onClose={props.onClose}
      actions={
        <>
          <Show when={free()}>
            {(item) => (
              <Button
                kind="primary"
                onClick={() => {
                  const { groupId } = item()
                  props.onClose()
                  photosIn(groupId)
                  go(`/group/${groupId}`)
                }}
              >
                {t('upload.label')}
              </Button>
            )}
          </Show>
          <Button onClick={() => props.onClose()}>{t('action.close')}</Button>
        </>
      }
    >
      <p class={uploads.durable() ? '' : 'text-alert'}>{t(uploads.durable() ? 'upload.safe' : 'upload.unsafe')}</p>
      <Show when={uploads.items().length > 0} fallback={<p class="mt-3 text-muted">{t('upload.empty')}</p>}>
        <div class="-mx-1 mt-3 grid max-h-[50dvh] grid-cols-1 gap-3 overflow-y-auto px-1">
          <Show when={needed().length > 0}>
            <section aria-labelledby={headings.needed}>
              <h3 id={headings.needed} tabindex="-1" autofocus class="font-strong text-alert outline-none">
                {t('upload.needs')}
              </h3>
              <Rows items={needed()} placing={props.placing} />
            </section>
          </Show>
          <Show when={others().length > 0}>
            <section aria-labelledby={needed().length > 0 ? headings.others : undefined}>
              <Show when={needed().length > 0}>
                <h3 id={headings.others} class="font-strong">
                  {t('upload.others')}
                </h3>
              </Show>
              <Rows items={others()} placing={props.placing} />
            </section>
          </Show>
        </div>
      </Show>
    </Dialog>
  )
}

function Rows(props: { items: readonly UploadItem[]; placing: ReadonlySet<Id> }): JSX.Element {
  const { uploads } = useStaffWork()
  /** As the composer of a group counts what it has; what goes along with a post is in none. */
  const numbers = createMemo(() => {
    const all = [...uploads.items()].sort((a, b) => a.order - b.order)
    const free = all.filter(({ key, removedAt }) => removedAt === null && !props.placing.has(key))
    const counted = (items: readonly UploadItem[]) => items.map(({ key }, n): [Id, number] => [key, n + 1])
    return new Map([...counted(all), ...[...Map.groupBy(free, ({ groupId }) => groupId).values()].flatMap(counted)])
  })
  return (
    <ul>
      <Keyed each={props.items} by={({ key }) => key}>
        {(item) => (
          <li class="border-t border-hairline py-2 first:border-t-0">
            <UploadRow item={item()} number={numbers().get(item().key) ?? 0} placing={props.placing.has(item().key)} />
          </li>
        )}
      </Keyed>
    </ul>
  )
}

function UploadRow(props: { item: UploadItem; number: number; placing: boolean }): JSX.Element {
  const t = useT('staff')
  const words = useUploadWords()
  const { uploads } = useStaffWork()
  const name = () => props.item.name || words.name(props.item, props.number)
  const trouble = () => words.trouble(props.item)
  const again = () => isRetriable(props.item) || (props.item.failure !== null && props.item.failure.code !== 'network')
  return (
    <Show
      when={props.item.removedAt === null}
      fallback={
        <UndoBar
          onUndo={() => uploads.restore([props.item.key])}
          onStay={() => uploads.waitWith([props.item.key])}
          onGone={() => void uploads.throwAway([props.item.key])}
        >
          {t('upload.removed', name())}
        </UndoBar>
      }
    >
      <div class="flex items-center gap-3">
        <UploadThumb item={props.item} class="size-12 shrink-0 rounded-inner" />
        <div class="min-w-0 grow">
          {/* A file that needs somebody is looked for by its name: all of it is there. */}
          <p class={`font-strong ${trouble() ? 'wrap-anywhere' : 'truncate'}`}>{name()}</p>
          <p class={`text-pretty tabular-nums ${trouble() ? 'text-alert' : 'text-muted'}`}>
            {words.state(props.item, uploads.sent(props.item.key), props.placing, uploads.isHere(props.item.key))}
          </p>
        </div>
        <Show when={again()}>
          <Button onClick={() => uploads.retry(props.item)}>{t('upload.retry')}</Button>
        </Show>
        <Show when={!props.placing || trouble()}>
          <IconButton
            icon={trash}
            label={t('upload.remove', name())}
            onClick={() => uploads.remove([props.item.key])}
          />
        </Show>
      </div>
    </Show>
  )
}
