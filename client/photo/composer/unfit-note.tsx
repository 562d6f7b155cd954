import { createSignal, For, type JSX, Show } from 'solid-js'
import { useT } from '../../locales/words.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { triangleAlert, x } from '../../ui/icons.ts'
import { megabytes, type Unfit } from '../upload-files.ts'
import { useNameList } from './number-list.ts'

/** Files that were chosen and cannot be sent, with what to do; it stays until somebody closes it. */
export function UnfitNote(props: { unfit: readonly Unfit[] }): JSX.Element {
  const t = useT('staff')
  const [closed, setClosed] = createSignal<readonly Unfit[]>([])
  const names = useNameList()
  const why = (files: readonly Unfit[]) => {
    const [first] = files
    if (!first) return ''
    return 'most' in first
      ? t(`upload.unfit.${first.reason}`, files.length, megabytes(first.most))
      : t(`upload.unfit.${first.reason}`, files.length)
  }
  return (
    <Show when={props.unfit.length > 0 && closed() !== props.unfit}>
      <div role="status" class="flex items-start gap-2 rounded-control border border-alert-edge bg-alert-tint p-1 pl-3">
        <Icon of={triangleAlert} class="mt-3 text-alert" />
        <div class="min-w-0 grow py-3 text-sm wrap-anywhere">
          <b>{t('upload.unfit.title', props.unfit.length)}</b>
          <For each={[...Map.groupBy(props.unfit, ({ reason }) => reason).values()]}>
            {(files) => (
              <p>
                <b>{names(files.map(({ name }) => name))}</b> {why(files)}
              </p>
            )}
          </For>
        </div>
        <IconButton
          icon={x}
          label={t('upload.unfit.close')}
          onClick={(press) => {
            press.currentTarget.closest('form')?.querySelector('h2')?.focus()
            setClosed(props.unfit)
          }}
        />
      </div>
    </Show>
  )
}
