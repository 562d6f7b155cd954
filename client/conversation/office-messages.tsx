import { createSignal, type JSX, onMount, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { call, type Reply } from '../api.ts'
import { useT } from '../locales/words.ts'
import { ChosenGroup } from '../office/chosen-group.tsx'
import { Loaded } from '../office/loaded.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { AvailabilityForm } from './office-availability.tsx'
import { Templates } from './office-templates.tsx'

/** When a group reads messages, what guardians are told meanwhile, and the templates of its location. */
export function Screen(): JSX.Element {
  const t = useT('office')
  return (
    <main id="main" class="px-gutter pt-5 pb-24">
      <div class="max-w-timeline">
        <ScreenTitle>{t('officeMessages.title')}</ScreenTitle>
        <ChosenGroup
          label={t('officeMessages.groups')}
          failed={t('officeMessages.failed')}
          address={(group) => `/office/messages?group=${group}`}
          none={<p class="mt-4 text-muted">{t('officeMessages.none')}</p>}
        >
          {(group) => <OfGroup groupId={group} />}
        </ChosenGroup>
      </div>
    </main>
  )
}

function OfGroup(props: { groupId: Id }): JSX.Element {
  const t = useT('office')
  const [all, setAll] = createSignal<{ availability: Reply<'availability'>; templates: Reply<'messageTemplates'> }>()
  const [error, setError] = createSignal<unknown>()
  const params = { groupId: props.groupId }
  const load = () =>
    Promise.all([call('availability', { params }), call('messageTemplates', { params })]).then(
      ([availability, templates]) => {
        setError(undefined)
        setAll({ availability, templates })
      },
      (cause: unknown) => setError(() => cause),
    )
  onMount(() => void load())
  return (
    <Loaded value={all()} error={error()} failed={t('officeMessages.failed')} onRetry={() => void load()}>
      {(value) => (
        <>
          <AvailabilityForm groupId={props.groupId} stored={value().availability} />
          <Show when={value().templates}>
            {(found) => <Templates groupId={props.groupId} stored={found().templates} />}
          </Show>
        </>
      )}
    </Loaded>
  )
}
