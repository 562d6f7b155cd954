import { type JSX, Match, Switch } from 'solid-js'
import { match, where } from '../router.ts'
import { ChildForm } from './child-form.tsx'
import { ChildList } from './child-list.tsx'
import { ChildRecordScreen } from './child-record.tsx'

/** The children of the organisation: their list, one of them, a new one. */
export function Screen(): JSX.Element {
  const opened = () => match('/office/children/:childId', where().path)?.childId
  return (
    <Switch fallback={<ChildList />}>
      <Match when={where().path === '/office/children/new'}>
        <ChildForm />
      </Match>
      <Match when={opened()}>{(childId) => <ChildRecordScreen childId={childId()} />}</Match>
    </Switch>
  )
}
