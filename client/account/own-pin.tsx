import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { pinLength } from '../../backend/contract/tablet-limits.ts'
import { ApiError, call, type Reply } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { announce } from '../ui/live-region.tsx'
import { wasLeft } from './passkey.ts'
import { createProofQuestion } from './proof-question.tsx'

/** The PIN with which somebody says on a tablet of the group who that is. */
export function OwnPin(): JSX.Element {
  const t = useT('account')
  const [state, setState] = createSignal<Reply<'ownPin'>['state']>()
  const [open, setOpen] = createSignal(false)
  const [pin, setPin] = createSignal('')
  const [reason, setReason] = createSignal<'wrong' | 'too_simple'>()
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const { guarded, Question } = createProofQuestion()
  const load = () =>
    call('ownPin').then(
      (reply) => setState(reply.state),
      (cause: unknown) => setError(() => cause),
    )
  onMount(() => void load())

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (busy()) return
    setError(undefined)
    setReason(/^\d+$/.test(pin()) && pin().length >= pinLength.least ? undefined : 'wrong')
    if (reason()) return
    setBusy(true)
    try {
      const done = await guarded(async (password) => {
        await call('setPin', { body: { pin: pin(), ...(password !== undefined && { password }) } })
        return true
      })
      if (done) {
        setOpen(false)
        setPin('')
        announce(t('pin.saved'))
        await load()
      }
    } catch (cause) {
      if (cause instanceof ApiError && cause.details.fields?.some(({ path }) => path === 'pin')) setReason('too_simple')
      else if (!wasLeft(cause)) setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Question />
      <Show when={state()}>{(now) => <p class="mb-3 text-pretty">{t(`pin.state.${now()}`)}</p>}</Show>
      <Show
        when={open()}
        fallback={<Button onClick={() => setOpen(true)}>{t(state() === 'none' ? 'pin.choose' : 'pin.change')}</Button>}
      >
        <form novalidate onSubmit={submit} class="grid max-w-[26rem] gap-4">
          <Field
            label={t('pin.new')}
            help={t('pin.help')}
            error={reason() ? t(`pin.${reason()!}`) : undefined}
            name="pin"
            type="password"
            inputmode="numeric"
            autocomplete="off"
            maxlength={pinLength.most}
            value={pin()}
            onInput={(event) => {
              setPin(event.currentTarget.value)
              setReason(undefined)
            }}
          />
          <div class="flex flex-wrap gap-2">
            <Button kind="primary" type="submit" busy={busy()}>
              {t('pin.save')}
            </Button>
            <Button
              kind="quiet"
              onClick={() => {
                setOpen(false)
                setPin('')
              }}
            >
              {t('action.cancel')}
            </Button>
          </div>
        </form>
      </Show>
      <Show when={error()}>
        {(cause) => (
          <div class="mt-3">
            <ErrorNote error={cause()} />
          </div>
        )}
      </Show>
    </>
  )
}
