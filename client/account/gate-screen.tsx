import { type JSX, Match, Switch } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import { useT } from '../locales/words.ts'
import { PoliciesGate } from '../policy/policies-gate.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'

/** What somebody who is signed in still has to do before going on. */
export function GateScreen(props: { me: Me }): JSX.Element {
  const t = useT('account')
  return (
    <Switch
      fallback={
        <main id="main" class="mx-auto max-w-timeline px-gutter pt-10">
          <ScreenTitle>{t('gate.title')}</ScreenTitle>
        </main>
      }
    >
      <Match when={props.me.gate === 'policies'}>
        <PoliciesGate me={props.me} />
      </Match>
    </Switch>
  )
}
