import { createMemo, For, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useStaffWork } from '../group/staff-work.tsx'
import { useT } from '../locales/words.ts'
import { go } from '../router.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { trash } from '../ui/icons.ts'
import { UndoBar } from '../ui/undo-bar.tsx'
import { isRetriable, isUsable, type UploadItem } from './upload-state.ts'
import { UploadThumb } from './upload-thumb.tsx'
import { useUploadWords } from './upload-words.ts'

/** Every file that is not placed yet: how it stands, why it does not go on, and what can be done. */
export function UploadList(props: { placing: ReadonlySet<Id>; onClose: () => void }): JSX.Element {
  const t = useT('staff')
  const { uploads, photosIn } = useStaffWork()
  const numbers = createMemo(() => new Map(uploads.items().map(({ key }, index) => [key, index + 1])))
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
        <ul class="-mx-1 mt-3 max-h-[50dvh] overflow-y-auto px-1">
          <For each={uploads.items().map(({ key }) => key)}>
            {(key) => (
              <Show when={uploads.items().find((item) => item.key === key)}>
                {(item) => (
                  <li class="border-t border-hairline py-2 first:border-t-0">
                    <UploadRow item={item()} number={numbers().get(key) ?? 0} placing={props.placing.has(key)} />
                  </li>
                )}
              </Show>
            )}
          </For>
        </ul>
      </Show>
    </Dialog>
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
          <p class="truncate font-strong">{name()}</p>
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
