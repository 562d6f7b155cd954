import { createSignal, type JSX, Show } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import { LanguageChoice } from '../account/language-choice.tsx'
import { call } from '../api.ts'
import { language, speak, useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Flow } from '../ui/flow.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { chooseLanguage, type stepOf } from './steps.ts'

/** The first thing anybody sees: in which language to go on. */
export function LanguageStep(props: { me: Me; step: ReturnType<typeof stepOf> }): JSX.Element {
  const t = useT('account')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()

  async function goOn(): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      await call('setLanguage', { body: { language: language() } })
      chooseLanguage()
      scrollTo({ top: 0, behavior: 'instant' })
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Flow
      step={props.step}
      foot={
        <Button kind="primary" class="grow" busy={busy()} onClick={() => void goOn()}>
          {t('welcome.next')}
        </Button>
      }
    >
      <ScreenTitle>{t('welcome.title', props.me.person.firstName)}</ScreenTitle>
      <p class="mt-2 text-pretty">{t('welcome.text', props.me.organisation.name)}</p>
      <h2 class="mt-8 mb-2 font-strong">{t('welcome.language')}</h2>
      <LanguageChoice onChange={(next) => void speak(next)} />
      <Show when={error()}>
        <div class="mt-5">
          <ErrorNote error={error()} />
        </div>
      </Show>
    </Flow>
  )
}
