import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import { call } from '../api.ts'
import { speak } from '../locales/words.ts'
import { PoliciesGate } from '../policy/policies-gate.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { SecondFactorGate } from './second-factor-gate.tsx'
import { SignOut } from './sign-out.tsx'

/** What somebody who is signed in still has to do before going on. */
export function GateScreen(props: { me: Me }): JSX.Element {
  return (
    <Switch>
      <Match when={props.me.gate === 'second_factor'}>
        <Proving me={props.me} />
      </Match>
      <Match when={props.me.gate === 'policies'}>
        <PoliciesGate me={props.me} />
      </Match>
    </Switch>
  )
}

function Proving(props: { me: Me }): JSX.Element {
  const [error, setError] = createSignal<unknown>()
  return (
    <main
      id="main"
      class="mx-auto grid min-h-dvh w-full max-w-[30rem] grid-cols-[minmax(0,1fr)] content-start gap-5 px-gutter py-8"
    >
      <p class="flex items-center gap-3 font-strong">
        <img src="/icon.svg" alt="" class="size-12" width="48" height="48" />
        {props.me.organisation.name}
      </p>
      <SecondFactorGate me={props.me} />
      <Show when={error()}>{(cause) => <ErrorNote error={cause()} />}</Show>
      <div class="mt-4 flex flex-wrap items-center justify-between gap-3 border-t border-hairline pt-4">
        <LanguageChoice
          onChange={(language) =>
            void speak(language).then(() => call('setLanguage', { body: { language } }).catch(setError))
          }
        />
        <SignOut onError={(cause) => setError(() => cause)} />
      </div>
    </main>
  )
}
