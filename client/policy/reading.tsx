import { type JSX, lazy, Match, Switch } from 'solid-js'
import { learn } from '../locales/words.ts'
import { match, where } from '../router.ts'

const PoliciesScreen = lazy(async () => {
  const [{ PoliciesScreen }] = await Promise.all([import('./policies-screen.tsx'), learn('account')])
  return { default: PoliciesScreen }
})
const PolicyScreen = lazy(async () => {
  const [{ PolicyScreen }] = await Promise.all([import('./policy-screen.tsx'), learn('account')])
  return { default: PolicyScreen }
})

/** Is this where somebody reads the privacy statement or the terms? The same place in everybody's app. */
export const isReading = (): boolean =>
  where().path === '/policies' || match('/policies/:policyId', where().path) !== null

/** The list of them, or the one that was opened. */
export function Reading(): JSX.Element {
  const opened = () => match('/policies/:policyId', where().path)?.policyId
  return (
    <Switch>
      <Match when={where().path === '/policies'}>
        <PoliciesScreen />
      </Match>
      <Match when={opened()}>{(id) => <PolicyScreen policyId={id()} />}</Match>
    </Switch>
  )
}
