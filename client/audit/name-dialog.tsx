import { createSignal, For, type JSX, Show } from 'solid-js'
import { call, type Reply } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { search } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'

type Found = Reply<'auditNames'>['found'][number]
const most = 20
const least = 2

/** Finds somebody or a child by a part of the name. */
export function NameDialog(props: {
  of: 'people' | 'children'
  open: boolean
  onClose: () => void
  onPick: (found: { id: string; name: string }) => void
}): JSX.Element {
  const t = useT('office')
  const [name, setName] = createSignal('')
  const [found, setFound] = createSignal<{ for: string; list: readonly Found[] }>()
  const [error, setError] = createSignal<unknown>()
  const [busy, setBusy] = createSignal(false)

  async function find(submit?: SubmitEvent): Promise<void> {
    submit?.preventDefault()
    const sought = name().trim()
    if (sought.length < least) return
    setBusy(true)
    setError(undefined)
    try {
      const { found: list } = await call('auditNames', { query: { of: props.of, name: sought } })
      setFound({ for: sought, list })
      announce(list.length === 0 ? t('audit.pick.none', sought) : t('audit.pick.found', list.length))
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  const about = ({ roles, birthDate }: Found) =>
    birthDate
      ? t('audit.pick.born', shortDay(birthDate, language(), today()))
      : roles.map((role) => t(`role.${role}`)).join(', ')

  return (
    <Dialog
      open={props.open}
      title={t(`audit.pick.${props.of}`)}
      onClose={props.onClose}
      actions={<Button onClick={() => props.onClose()}>{t('action.cancel')}</Button>}
    >
      <form onSubmit={find}>
        <Field
          label={t('audit.pick.name')}
          help={t('audit.pick.help')}
          type="search"
          autocomplete="off"
          autofocus
          maxLength={100}
          value={name()}
          onInput={(input) => setName(input.currentTarget.value)}
        />
        <div class="mt-3">
          <Button type="submit" kind="primary" icon={search} busy={busy()} disabled={name().trim().length < least}>
            {t('audit.pick.search')}
          </Button>
        </div>
      </form>
      <Show when={error()}>
        <div class="mt-3">
          <ErrorNote error={error()} onRetry={find} />
        </div>
      </Show>
      <Show when={found()}>
        {(one) => (
          <Show
            when={one().list.length > 0}
            fallback={<p class="mt-4 text-muted">{t('audit.pick.none', one().for)}</p>}
          >
            <ul class="mt-4 max-h-72 overflow-y-auto rounded-control border border-hairline">
              <For each={one().list}>
                {(person) => (
                  <li class="border-t border-hairline first:border-t-0">
                    <button
                      type="button"
                      class="min-h-target w-full px-3 py-2 text-left hover:bg-inset focus-visible:-outline-offset-3"
                      onClick={() => props.onPick(person)}
                    >
                      <span class="block font-strong wrap-anywhere">{person.name}</span>
                      <span class="block text-muted">{about(person)}</span>
                    </button>
                  </li>
                )}
              </For>
            </ul>
            <Show when={one().list.length === most}>
              <p class="mt-2 text-muted">{t('audit.pick.most')}</p>
            </Show>
          </Show>
        )}
      </Show>
    </Dialog>
  )
}
