import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { countSends, inOrder, isPending, isRemoval, isStuck, type Send } from '../outbox-state.ts'
import { UploadList } from '../photo/upload-list.tsx'
import { createUploadStanding, type UploadStanding } from '../photo/upload-standing.ts'
import { kindsOf } from '../photo/upload-state.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { clock, cloudCheck, cloudOff, triangleAlert } from '../ui/icons.ts'
import { online } from '../ui/online.ts'
import { useSendWords } from './outbox-words.ts'
import { SendActions } from './send-actions.tsx'
import { useStaffWork } from './staff-work.tsx'

/** Whether everything has been sent, what was written and the files that were chosen; opens the list of what has not. */
export function OutboxChip(props: {
  connected: boolean
  onChange: (send: Send) => void
  onCompare: (send: Send) => void
}): JSX.Element {
  const t = useT('staff')
  const { outbox } = useStaffWork()
  const [open, setOpen] = createSignal<'sends' | 'files' | null>(null)
  const files = createUploadStanding()
  // A file that goes along with a post is counted with it.
  const alone = (items: readonly { key: Id }[]) => items.filter(({ key }) => !files.placing().has(key)).length
  const stuck = () => countSends(outbox.sends()).stuck + alone(files.stuck())
  const waiting = () => countSends(outbox.sends()).waiting + alone(files.underWay())
  const removals = () => countSends(outbox.sends().filter(({ work }) => isRemoval(work))).waiting
  const cutOff = () => !online() || !props.connected || files.waits()
  const words = () =>
    stuck() > 0
      ? t('outbox.stuck', stuck())
      : waiting() > 0
        ? cutOff()
          ? t('outbox.waiting', waiting())
          : waiting() > removals()
            ? t('outbox.busy', waiting() - removals())
            : t('outbox.removing', removals())
        : t(cutOff() ? 'outbox.offline' : 'outbox.done')
  const isCalm = () => stuck() === 0 && waiting() === 0 && !cutOff()
  const icon = () => (stuck() > 0 ? triangleAlert : cutOff() ? cloudOff : waiting() > 0 ? clock : cloudCheck)
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen('sends')}
        aria-haspopup="dialog"
        title={words()}
        class={`inline-flex min-h-target min-w-target items-center justify-center gap-1.5 rounded-full border bg-surface px-4 text-sm font-[520] tabular-nums hover:bg-inset ${stuck() > 0 ? 'border-alert text-alert' : 'border-control'}`}
      >
        <Icon of={icon()} size="s" class={stuck() > 0 ? '' : 'text-muted'} />
        {/* That all is well needs no room. */}
        <span class={isCalm() ? 'sr-only' : ''}>{words()}</span>
      </button>
      <Dialog
        open={open() === 'sends'}
        title={t('outbox.title')}
        onClose={() => setOpen(null)}
        actions={<Button onClick={() => setOpen(null)}>{t('action.close')}</Button>}
      >
        <OutboxList
          files={files}
          onFiles={() => setOpen('files')}
          onLeave={() => setOpen(null)}
          onChange={(send) => {
            setOpen(null)
            props.onChange(send)
          }}
          onCompare={(send) => {
            setOpen(null)
            props.onCompare(send)
          }}
        />
      </Dialog>
      <Show when={open() === 'files'}>
        <UploadList placing={files.placing()} onClose={() => setOpen(null)} />
      </Show>
    </>
  )
}

function OutboxList(props: {
  files: UploadStanding
  onFiles: () => void
  onLeave: () => void
  onChange: (send: Send) => void
  onCompare: (send: Send) => void
}): JSX.Element {
  const t = useT('staff')
  const { outbox } = useStaffWork()
  const words = useSendWords()
  const open = () =>
    outbox
      .sends()
      .filter((send) => isPending(send) || isStuck(send))
      .sort((a, b) => Number(isStuck(b)) - Number(isStuck(a)) || inOrder(a, b))
  const waitingFiles = () => [...props.files.stuck(), ...props.files.underWay()]
  return (
    <>
      <Show when={waitingFiles().length > 0}>
        <div class="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-hairline pb-3">
          <p class={`min-w-0 grow ${props.files.stuck().length > 0 ? 'text-alert' : ''}`}>
            {props.files.stuck().length > 0
              ? t('upload.stuck', ...kindsOf(props.files.stuck()))
              : t('outbox.files', ...kindsOf(props.files.underWay()))}
          </p>
          <Button onClick={() => props.onFiles()}>{t('action.show')}</Button>
        </div>
      </Show>
      <Show when={open().length > 0} fallback={waitingFiles().length > 0 ? null : <p>{t('outbox.empty')}</p>}>
        <ul class="-mx-1 max-h-[60dvh] overflow-y-auto px-1">
          <For each={open().map(({ id }) => id)}>
            {(id) => (
              <Show when={open().find((send) => send.id === id)}>
                {(send) => (
                  <li class="grid gap-2 border-t border-hairline py-3 first:border-t-0">
                    <div>
                      <p class="font-strong">{words.title(send())}</p>
                      <p class={`flex items-center gap-1.5 text-sm ${isStuck(send()) ? 'text-alert' : 'text-muted'}`}>
                        <Icon of={isStuck(send()) ? triangleAlert : clock} size="s" />
                        {words.state(send())}
                      </p>
                      <Show when={words.problem(send())}>{(problem) => <p class="mt-1 text-sm">{problem()}</p>}</Show>
                    </div>
                    <SendActions
                      send={send()}
                      onChange={props.onChange}
                      onCompare={props.onCompare}
                      onLeave={props.onLeave}
                    />
                  </li>
                )}
              </Show>
            )}
          </For>
        </ul>
        <p class="mt-3 text-muted">{t(outbox.durable() ? 'outbox.safe' : 'outbox.unsafe')}</p>
      </Show>
    </>
  )
}
