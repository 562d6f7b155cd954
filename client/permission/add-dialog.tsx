import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { v7 } from 'uuid'
import type { ManagedPermission } from '../../backend/contract/permission.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'

const languages = ['nl', 'en'] as const
const longestExplanation = 600

/** Asks for the words of a new permission, in both languages. What was typed stays when it fails. */
export function AddDialog(props: { onClose: () => void; onAdded: (added: ManagedPermission) => void }): JSX.Element {
  const t = useT('office')
  const id = v7()
  const form = createUniqueId()
  const [name, setName] = createSignal({ nl: '', en: '' })
  const [explanation, setExplanation] = createSignal({ nl: '', en: '' })
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const missing = (text: string) => (tried() && text.trim() === '' ? t('permissions.missing') : undefined)

  async function add(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    const isMissing = [name(), explanation()].some((worded) => languages.some((one) => worded[one].trim() === ''))
    if (isMissing || languages.some((one) => explanation()[one].length > longestExplanation)) {
      focusInvalid('dialog[open]')
      return
    }
    setBusy(true)
    setError(undefined)
    try {
      const body = { id, name: name(), explanation: explanation() }
      props.onAdded((await call('addPermission', { body })).permission)
    } catch (cause) {
      setError(() => cause)
      setBusy(false)
    }
  }

  return (
    <Dialog
      open
      title={t('permissions.add.title')}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="primary" type="submit" form={form} busy={busy()}>
            {t('permissions.add.action')}
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <form id={form} class="grid grid-cols-[minmax(0,1fr)] gap-4" novalidate onSubmit={(event) => void add(event)}>
        <p>{t('permissions.add.text')}</p>
        <For each={languages}>
          {(language) => (
            <>
              <Field
                label={t(`permissions.name.${language}`)}
                lang={language}
                maxLength={80}
                value={name()[language]}
                error={missing(name()[language])}
                onInput={({ currentTarget: { value } }) => setName((before) => ({ ...before, [language]: value }))}
              />
              <CountedArea
                label={t(`permissions.explanation.${language}`)}
                lang={language}
                rows={2}
                most={longestExplanation}
                value={explanation()[language]}
                error={missing(explanation()[language])}
                onInput={({ currentTarget: { value } }) =>
                  setExplanation((before) => ({ ...before, [language]: value }))
                }
              />
            </>
          )}
        </For>
        <Show when={error()}>
          <ErrorNote error={error()} />
        </Show>
      </form>
    </Dialog>
  )
}
