import { type JSX, Match, Switch } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import { PublishScreen } from './publish-screen.tsx'
import { VersionsScreen } from './versions-screen.tsx'
import { ViewsScreen } from './views-screen.tsx'

/** The privacy statement and the terms in the office: all versions, a new one, or who saw one of them. */
export function Screen(props: { me: Me; params: Record<string, string> }): JSX.Element {
  return (
    <Switch fallback={<VersionsScreen />}>
      <Match when={props.params.policyId === 'new'}>
        <PublishScreen me={props.me} />
      </Match>
      <Match when={props.params.policyId} keyed>
        {(id) => <ViewsScreen policyId={id} />}
      </Match>
    </Switch>
  )
}
