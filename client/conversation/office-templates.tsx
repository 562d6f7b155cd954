import { createSignal, type JSX, Show } from 'solid-js'
import { longestMessage } from '../../backend/contract/conversation-limits.ts'
import type { MessageTemplate } from '../../backend/contract/message-template.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { cleanText } from '../diary/composer/clean-text.ts'
import { useT } from '../locales/words.ts'
import { createUndo, UndoOffer } from '../office/undo-offer.tsx'
import { createIntent } from '../planning/intent.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { plus } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'

/** The templates of the location of a group: what is there, and one more. */
export function Templates(props: { groupId: Id; stored: readonly MessageTemplate[] }): JSX.Element {
  const t = useT('office')
  const intent = createIntent()
  const [templates, setTemplates] = createSignal(props.stored)
  const [name, setName] = createSignal('')
  const [text, setText] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal<Id | 'new'>()
  const [error, setError] = createSignal<unknown>()
  const undo = createUndo((cause) => setError(() => cause))
  const params = { groupId: props.groupId }
  const missing = (value: string) =>
    tried() && value.trim() === '' ? t('officeMessages.templates.missing') : undefined
  const put = async (id: Id, meant: { name: string; text: string }) =>
    setTemplates((await call('addTemplate', { params, body: { id, ...meant } })).templates)
  const remove = async (templateId: Id) =>
    setTemplates((await call('removeTemplate', { params: { ...params, templateId } })).templates)

  let form!: HTMLFormElement

  async function doing(what: Id | 'new', how: () => Promise<void>): Promise<void> {
    setBusy(what)
    setError(undefined)
    try {
      await how()
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(undefined)
    }
  }
  const add = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    const meant = { name: cleanText(name()).trim(), text: cleanText(text()).trim() }
    if (meant.name === '' || meant.text === '' || text().length > longestMessage) return focusInvalid(form)
    void doing('new', async () => {
      const id = intent(meant)
      await put(id, meant)
      setName('')
      setText('')
      setTried(false)
      undo.offered(t('officeMessages.templates.added', meant.name), () => remove(id))
    })
  }
  const takeAway = (template: MessageTemplate) =>
    void doing(template.id, async () => {
      await remove(template.id)
      const meant = { name: template.name, text: template.text }
      // Anew: what was taken away does not come back under its id.
      undo.offered(t('officeMessages.templates.removed', template.name), () => put(createIntent()(meant), meant))
    })

  return (
    <Card as="section" class="mt-4 p-4">
      <h2 class="font-strong">{t('officeMessages.templates')}</h2>
      <p class="text-sm text-pretty text-muted">{t('officeMessages.templates.text')}</p>
      <Show
        when={templates().length > 0}
        fallback={<p class="mt-3 text-muted">{t('officeMessages.templates.none')}</p>}
      >
        <ul class="mt-3 divide-y divide-hairline border-y border-hairline">
          <Keyed each={templates()} by={({ id }) => id}>
            {(template) => (
              <li class="flex items-start justify-between gap-3 py-3 huge:flex-wrap">
                <div class="min-w-0">
                  <p class="font-strong wrap-anywhere">{template().name}</p>
                  <p class="text-sm whitespace-pre-wrap text-muted wrap-anywhere">{template().text}</p>
                </div>
                <Button
                  kind="quiet"
                  class="shrink-0"
                  busy={busy() === template().id}
                  disabled={busy() !== undefined}
                  aria-label={t('officeMessages.templates.remove.of', template().name)}
                  onClick={() => takeAway(template())}
                >
                  {t('officeMessages.templates.remove')}
                </Button>
              </li>
            )}
          </Keyed>
        </ul>
      </Show>
      <form ref={form} novalidate class="mt-4 grid grid-cols-[minmax(0,1fr)] gap-3" onSubmit={add}>
        <Field
          label={t('officeMessages.templates.name')}
          autocomplete="off"
          maxLength={80}
          value={name()}
          error={missing(name())}
          onInput={(input) => setName(input.currentTarget.value)}
        />
        <CountedArea
          label={t('officeMessages.templates.content')}
          rows={3}
          most={longestMessage}
          value={text()}
          error={missing(text())}
          onInput={(input) => setText(input.currentTarget.value)}
        />
        <Show when={error()}>
          <ErrorNote error={error()} />
        </Show>
        <div>
          <Button type="submit" icon={plus} busy={busy() === 'new'} disabled={busy() !== undefined}>
            {t('officeMessages.templates.add')}
          </Button>
        </div>
      </form>
      <UndoOffer of={undo} />
    </Card>
  )
}
