import { createSignal, type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { changePassword, refresh, session } from '../session.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { circleCheck } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { wasLeft } from './passkey.ts'
import { PasswordField, passwordReason, refusedReason } from './password-field.tsx'
import { createProofQuestion } from './proof-question.tsx'

/** Another password, by who knows the current one, or a first one by who proves it; every other device is signed out by it. */
export function ChangePassword(props: { onChanged: () => void }): JSX.Element {
  const t = useT('account')
  const [open, setOpen] = createSignal(false)
  const [done, setDone] = createSignal(false)
  const [current, setCurrent] = createSignal('')
  const [next, setNext] = createSignal('')
  const [checked, setChecked] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  let form!: HTMLFormElement
  let opener!: HTMLDivElement

  const { guarded, Question } = createProofQuestion()
  const first = () => {
    const now = session()
    return now.state === 'person' && now.me.factors.password === false
  }
  const currentReason = () =>
    checked() && !first() && current() === '' ? 'missing' : refusedReason(error(), 'currentPassword')
  const nextReason = () => (checked() ? passwordReason(next()) : undefined) ?? refusedReason(error(), 'password')

  function leave(): void {
    setOpen(false)
    setCurrent('')
    setNext('')
    setChecked(false)
    setError(undefined)
    opener.querySelector('button')?.focus()
  }

  async function save(): Promise<void> {
    const given = first() ? undefined : current()
    const saved = await guarded(() => changePassword(given, next()).then(() => true))
    if (!saved) return
    setDone(true)
    leave()
    announce(t('password.changed'))
    props.onChanged()
    await refresh()
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (busy()) return
    setChecked(true)
    setError(undefined)
    if (!currentReason() && !nextReason()) {
      setBusy(true)
      try {
        await save()
      } catch (cause) {
        if (!wasLeft(cause)) setError(() => cause)
        // Another device chose a first one meanwhile: here its own is asked for from now on.
        if (first() && refusedReason(cause, 'currentPassword')) await refresh()
      }
      setBusy(false)
    }
    form?.querySelector<HTMLInputElement>('[aria-invalid]')?.focus()
  }

  return (
    <div ref={opener}>
      <Question />
      <Show when={done() && !open()}>
        <p class="mb-3 flex gap-2 rounded-control bg-present-tint p-3 text-sm">
          <Icon of={circleCheck} size="m" class="mt-px text-present" />
          {t('password.changed')}
        </p>
      </Show>
      <Show
        when={open()}
        fallback={<Button onClick={() => setOpen(true)}>{t(first() ? 'password.set' : 'password.change')}</Button>}
      >
        <form ref={form} novalidate onSubmit={submit} class="grid max-w-[26rem] gap-4">
          <Show when={!first()}>
            <PasswordField
              label={t('password.current')}
              kind="current"
              value={current()}
              reason={currentReason()}
              onInput={(value) => {
                setCurrent(value)
                if (refusedReason(error(), 'currentPassword')) setError(undefined)
              }}
            />
          </Show>
          <PasswordField
            label={t('password.new')}
            kind="new"
            value={next()}
            reason={nextReason()}
            onInput={(value) => {
              setNext(value)
              if (refusedReason(error(), 'password')) setError(undefined)
            }}
          />
          <Show when={!currentReason() && !nextReason() && error()}>
            <ErrorNote error={error()} />
          </Show>
          <div class="flex flex-wrap gap-2">
            <Button kind="primary" type="submit" busy={busy()}>
              {t(first() ? 'password.set.action' : 'password.change.action')}
            </Button>
            <Button kind="quiet" onClick={leave}>
              {t('action.cancel')}
            </Button>
          </div>
        </form>
      </Show>
    </div>
  )
}
