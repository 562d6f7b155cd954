import { createSignal, For, type JSX, Show } from 'solid-js'
import type { MessageTemplate } from '../../backend/contract/message-template.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { scrollText } from '../ui/icons.ts'
import type { MessageDraft } from './message-draft.ts'

/** Texts that the location keeps, to begin a message with. */
export function TemplateButton(props: { groupId: Id; draft: MessageDraft }): JSX.Element {
  const t = useT('conversation')
  const [open, setOpen] = createSignal(false)
  const [templates, setTemplates] = createSignal<readonly MessageTemplate[]>()
  const [error, setError] = createSignal<unknown>()
  const load = () =>
    call('messageTemplates', { params: { groupId: props.groupId } }).then(
      (reply) => {
        setError(undefined)
        setTemplates(reply.templates)
      },
      (cause: unknown) => setError(() => cause),
    )
  const insert = ({ text }: MessageTemplate) => {
    const before = props.draft.text()
    props.draft.type(before.trim() === '' ? text : `${before.trimEnd()}\n\n${text}`)
    setOpen(false)
  }
  return (
    <>
      <IconButton
        icon={scrollText}
        label={t('compose.template')}
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true)
          void load()
        }}
      />
      <Dialog
        open={open()}
        title={t('templates.title')}
        onClose={() => setOpen(false)}
        actions={
          <Button kind="quiet" onClick={() => setOpen(false)}>
            {t('action.cancel')}
          </Button>
        }
      >
        <Show when={error()}>
          <ErrorNote error={error()} onRetry={() => void load()} />
        </Show>
        <Show when={templates()?.length === 0}>
          <p>{t('templates.none')}</p>
        </Show>
        <ul class="-mx-2 grid grid-cols-[minmax(0,1fr)]">
          <For each={templates() ?? []}>
            {(template) => (
              <li>
                <button
                  type="button"
                  aria-label={t('templates.insert', template.name)}
                  onClick={() => insert(template)}
                  class="block min-h-target w-full rounded-control px-2 py-2 text-left hover:bg-inset"
                >
                  <b class="block wrap-anywhere">{template.name}</b>
                  <span class="line-clamp-2 text-muted wrap-anywhere">{template.text}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Dialog>
    </>
  )
}
