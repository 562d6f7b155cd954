import { type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { cameraOff, check, eye } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import type { DraftFile } from './draft-file.ts'
import type { Tagging } from './tagging.ts'

const box =
  'inline-flex min-h-target min-w-0 items-center gap-1.5 rounded-control border border-control bg-surface px-3 text-sm leading-5 font-[560] wrap-anywhere hover:bg-inset aria-pressed:border-inverse aria-pressed:bg-inverse aria-pressed:text-on-inverse'
const stopped =
  'inline-flex min-h-target min-w-0 items-center gap-1.5 rounded-control border-2 border-alert bg-alert-tint px-3 text-sm leading-5 font-[560] text-alert wrap-anywhere'

/** Who is on a photo that staff send in a conversation, or that it shows no child. */
export function AttachTags(props: {
  file: DraftFile
  tile: JSX.Element
  tagging: Tagging
  trouble: 'untagged' | 'without_child' | 'consent' | null
  onChange: (how: (file: DraftFile) => DraftFile) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('conversation')
  const isOn = (id: Id) => props.file.childIds.includes(id)
  const toggle = (id: Id) =>
    props.onChange((file) => ({
      ...file,
      showsNobody: false,
      childIds: file.childIds.includes(id) ? file.childIds.filter((one) => one !== id) : [...file.childIds, id],
    }))
  const closed = () => props.tagging.children.filter(({ id, mayBeShown }) => !mayBeShown && isOn(id))
  return (
    <Dialog
      open
      title={t('tags.title')}
      onClose={() => props.onClose()}
      actions={
        <Button kind="primary" onClick={() => props.onClose()}>
          {t('tags.done')}
        </Button>
      }
    >
      <div class="grid gap-3">
        {props.tile}
        <p class="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-2 rounded-control bg-inset p-3">
          <Icon of={eye} size="m" />
          <span>{t('tags.readers', props.tagging.readers)}</span>
        </p>
        <fieldset class="min-w-0">
          <legend class="mb-2 font-strong">{t('tags.who')}</legend>
          <div class="grid grid-cols-2 gap-2 huge:grid-cols-1">
            <Keyed each={props.tagging.children} by={({ id }) => id}>
              {(child) => (
                <button
                  type="button"
                  aria-pressed={isOn(child().id)}
                  aria-label={child().mayBeShown ? undefined : t('tags.noPhotos', child().callName)}
                  data-tag={child().id}
                  onClick={() => toggle(child().id)}
                  class={isOn(child().id) && !child().mayBeShown ? stopped : box}
                >
                  <span class="min-w-0 grow text-left">{child().callName}</span>
                  <Show when={child().mayBeShown} fallback={<Icon of={cameraOff} size="s" />}>
                    <Show when={isOn(child().id)}>
                      <Icon of={check} size="s" />
                    </Show>
                  </Show>
                </button>
              )}
            </Keyed>
            <button
              type="button"
              aria-pressed={props.file.showsNobody}
              onClick={() => props.onChange((file) => ({ ...file, showsNobody: !file.showsNobody, childIds: [] }))}
              class={`${box} col-span-full justify-center`}
            >
              {t('tags.nobody')}
            </button>
          </div>
        </fieldset>
        <p role="status" class={props.trouble === null || props.trouble === 'untagged' ? 'text-muted' : 'text-alert'}>
          <Show when={props.trouble === 'consent'}>
            {t(
              'tags.consent',
              listed(
                closed().map(({ callName }) => callName),
                language(),
              ),
            )}
          </Show>
          <Show when={props.trouble === 'without_child'}>{t('tags.without', props.tagging.callName)}</Show>
          <Show when={props.trouble === 'untagged'}>{t('tags.untagged')}</Show>
          <Show when={props.trouble === null}>{t('tags.hidden')}</Show>
        </p>
      </div>
    </Dialog>
  )
}
