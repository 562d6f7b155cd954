import { createSignal, For, type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { countSends, inOrder, isPending, isStuck, type Send } from '../outbox-state.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { clock, cloudCheck, cloudOff, triangleAlert } from '../ui/icons.ts'
import { useSendWords } from './outbox-words.ts'
import { SendActions } from './send-actions.tsx'
import { useStaffWork } from './staff-work.tsx'

/** Whether everything has been sent; opens the list of what has not. */
export function OutboxChip(props: {
  connected: boolean
  onChange: (send: Send) => void
  onCompare: (send: Send) => void
}): JSX.Element {
  const t = useT('staff')
  const { outbox } = useStaffWork()
  const [open, setOpen] = createSignal(false)
  const counts = () => countSends(outbox.sends())
  const words = () =>
    counts().stuck > 0
      ? t('outbox.stuck', counts().stuck)
      : counts().waiting > 0
        ? t('outbox.waiting', counts().waiting)
        : props.connected
          ? t('outbox.done')
          : t('outbox.offline')
  const icon = () =>
    counts().stuck > 0 ? triangleAlert : counts().waiting > 0 ? clock : props.connected ? cloudCheck : cloudOff
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        class={`inline-flex min-h-target items-center gap-1.5 rounded-full border bg-surface px-4 text-sm font-[520] tabular-nums hover:bg-inset ${counts().stuck > 0 ? 'border-alert text-alert' : 'border-control'}`}
      >
        <Icon of={icon()} size="s" class={counts().stuck > 0 ? '' : 'text-muted'} />
        {words()}
      </button>
      <Dialog
        open={open()}
        title={t('outbox.title')}
        onClose={() => setOpen(false)}
        actions={<Button onClick={() => setOpen(false)}>{t('action.close')}</Button>}
      >
        <OutboxList
          onChange={(send) => {
            setOpen(false)
            props.onChange(send)
          }}
          onCompare={(send) => {
            setOpen(false)
            props.onCompare(send)
          }}
        />
      </Dialog>
    </>
  )
}

function OutboxList(props: { onChange: (send: Send) => void; onCompare: (send: Send) => void }): JSX.Element {
  const t = useT('staff')
  const { outbox } = useStaffWork()
  const words = useSendWords()
  const open = () =>
    outbox
      .sends()
      .filter((send) => isPending(send) || isStuck(send))
      .sort((a, b) => Number(isStuck(b)) - Number(isStuck(a)) || inOrder(a, b))
  return (
    <Show when={open().length > 0} fallback={<p>{t('outbox.empty')}</p>}>
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
                  <SendActions send={send()} onChange={props.onChange} onCompare={props.onCompare} />
                </li>
              )}
            </Show>
          )}
        </For>
      </ul>
      <p class="mt-3 text-muted">{t(outbox.durable() ? 'outbox.safe' : 'outbox.unsafe')}</p>
    </Show>
  )
}
