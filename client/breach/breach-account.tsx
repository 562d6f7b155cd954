import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import type { BreachAccount as Account, Breach } from '../../backend/contract/breach.ts'
import { type Id, isVisible } from '../../backend/contract/values.ts'
import { ApiError, call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { createKeptDraft } from '../office/kept-draft.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { announce } from '../ui/live-region.tsx'
import { AccountText, dayFields, textFields } from './account-text.tsx'
import { askOpenBreaches } from './open-breaches.ts'
import { StaleAccount } from './stale-account.tsx'

const longest = 5000

/**
 * What is written about a breach. What was typed stays on this device until it is stored; when somebody else stored something
 * meanwhile, both are shown.
 */
export function BreachAccount(props: { breach: Breach; person: Id; put: (next: Breach) => void }): JSX.Element {
  const t = useT('office')
  const written = createKeptDraft<Account & { version: number }>(props.person, `breach.${props.breach.id}`, () => ({
    ...props.breach.account,
    version: props.breach.version,
  }))
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const [closing, setClosing] = createSignal(false)
  let form!: HTMLFormElement

  const account = createMemo<Account>(() => {
    const { version: _, ...rest } = written.isKept() ? written.draft() : { ...props.breach.account, version: 0 }
    return rest
  })
  const isStale = () => written.isKept() && written.draft().version !== props.breach.version
  const isOpen = () => props.breach.state === 'draft' || isStale()
  const lacks = (field: (typeof textFields)[number]) =>
    closing() && !isVisible(account()[field]) ? t('breach.missing') : undefined
  const change = (part: Partial<Account>) =>
    written.change(written.isKept() ? part : { ...props.breach.account, version: props.breach.version, ...part })

  async function save(state: Breach['state'], version = props.breach.version): Promise<void> {
    if (textFields.some((field) => account()[field].length > longest)) return void focusInvalid(form)
    setBusy(true)
    setError(undefined)
    try {
      const body = { version, state, account: account() }
      const { breach } = await call('saveBreach', { params: { breachId: props.breach.id }, body })
      props.put(breach)
      void askOpenBreaches()
      written.clear()
      setClosing(false)
      announce(t(`breach.saved.${breach.state}`))
    } catch (cause) {
      if (cause instanceof ApiError && cause.code === 'stale_version') await fetchAnew()
      else setError(() => cause)
    } finally {
      setBusy(false)
    }
  }
  /** What stands there now comes beside what was typed here. */
  async function fetchAnew(): Promise<void> {
    // Kept with the version that it began from, also when nothing was typed yet.
    change({})
    try {
      props.put((await call('breachRecord', { params: { breachId: props.breach.id } })).breach)
    } catch (cause) {
      setError(() => cause)
    }
  }
  function close(): void {
    setClosing(true)
    if (textFields.every((field) => isVisible(account()[field]))) void save('closed', written.draft().version)
    else focusInvalid(form)
  }

  return (
    <Card as="section" class="p-4" aria-labelledby="breach-account">
      <h2 id="breach-account" class="text-lg font-strong">
        {t('breach.account')}
      </h2>
      <Show
        when={isOpen()}
        fallback={
          <>
            <div class="mt-3">
              <AccountText account={props.breach.account} />
            </div>
            <Show when={error()}>
              <div class="mt-4">
                <ErrorNote error={error()} />
              </div>
            </Show>
            <div class="mt-4 print:hidden">
              <Button busy={busy()} disabled={busy()} onClick={() => void save('draft')}>
                {t('breach.reopen')}
              </Button>
            </div>
          </>
        }
      >
        <div class="mt-3 hidden print:block">
          <AccountText account={account()} />
        </div>
        <Show when={isStale()}>
          <StaleAccount
            breach={props.breach}
            mine={account()}
            busy={busy()}
            onMine={() => void save(props.breach.state)}
            onTheirs={written.clear}
          />
        </Show>
        <form
          ref={form}
          novalidate
          aria-labelledby="breach-account"
          onSubmit={(event) => {
            event.preventDefault()
            void save('draft', written.draft().version)
          }}
          class="mt-3 grid grid-cols-[minmax(0,1fr)] gap-4 print:hidden"
        >
          <For each={textFields}>
            {(field) => (
              <CountedArea
                label={t(`breach.field.${field}`)}
                help={t(`breach.help.${field}`)}
                value={account()[field]}
                most={longest}
                error={lacks(field)}
                class="min-h-24!"
                onInput={(event) => change({ [field]: event.currentTarget.value })}
              />
            )}
          </For>
          <div class="grid grid-cols-[minmax(0,1fr)] gap-4 rail:grid-cols-2">
            <For each={dayFields}>
              {(field) => (
                <Field
                  type="date"
                  label={t(`breach.field.${field}`)}
                  help={t(`breach.help.${field}`)}
                  value={account()[field] ?? ''}
                  max={today()}
                  class="tabular-nums"
                  onInput={(event) => change({ [field]: event.currentTarget.value || null })}
                />
              )}
            </For>
          </div>
          <Show when={error()}>
            <ErrorNote error={error()} />
          </Show>
          <Show when={!isStale()}>
            <div class="flex flex-wrap items-center gap-2">
              <Button kind="primary" type="submit" busy={busy()} disabled={busy()}>
                {t('action.save')}
              </Button>
              <Button disabled={busy()} onClick={close}>
                {t('breach.close')}
              </Button>
              <Show when={written.isKept()}>
                <p class="min-w-0 text-sm text-muted">{t('breach.kept')}</p>
              </Show>
            </div>
          </Show>
        </form>
      </Show>
    </Card>
  )
}
