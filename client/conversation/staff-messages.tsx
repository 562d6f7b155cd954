import { createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import type { InboxState } from '../../backend/contract/inbox.ts'
import type { Role } from '../../backend/contract/route.ts'
import { language, useT } from '../locales/words.ts'
import { minute } from '../minute.ts'
import { go, match, where } from '../router.ts'
import { listed } from '../time.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { ErrorScreen } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { flag, notebookPen } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { Later } from '../ui/later.tsx'
import { OfflineStrip } from '../ui/offline-strip.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { ConversationRow } from './conversation-row.tsx'
import type { Line } from './conversation-state.ts'
import { ListAndOne } from './list-and-one.tsx'
import { ListPane } from './list-pane.tsx'
import { keptText } from './message-draft.ts'
import { createMessagesPlace } from './messages-place.ts'
import { ChooseCorrespondent } from './staff-begin.tsx'
import { StaffBegun, StaffConversationPane } from './staff-conversation.tsx'
import { HandlingChips } from './staff-handling.tsx'
import type { Inbox } from './staff-inbox.ts'

const states: readonly InboxState[] = ['all', 'open', 'claimed', 'done']

/** The conversations of a group with the guardians of its children. */
export function StaffMessages(props: {
  inbox: Inbox | undefined
  error: unknown
  offline: boolean
  role: Role
  onRetry: () => void
}): JSX.Element {
  const t = useT('conversation')
  return (
    <Show
      when={props.inbox}
      fallback={
        <main id="main" class="px-gutter pt-5">
          <ScreenTitle>{t('messages.title')}</ScreenTitle>
          <Show when={props.error}>
            <ErrorScreen title={t('messages.failed')} error={props.error} onRetry={props.onRetry} />
          </Show>
        </main>
      }
    >
      {(inbox) => <InboxScreen inbox={inbox()} role={props.role} offline={props.offline} />}
    </Show>
  )
}

function InboxScreen(props: { inbox: Inbox; role: Role; offline: boolean }): JSX.Element {
  const t = useT('conversation')
  const { inbox } = props
  const me = inbox.reader.personId
  const place = createMessagesPlace(`/group/${inbox.groupId}/messages`)
  const { root } = place
  const [state, setState] = createSignal<InboxState>('all')
  const [failure, setFailure] = createSignal<unknown>()
  const opened = createMemo(() => {
    const id = match('/group/:id/messages/:conversationId', where().path)?.conversationId ?? null
    return id === 'new' ? null : id
  })
  const beginning = createMemo(() => match('/group/:id/messages/new', where().path) !== null)
  const begun = createMemo(() => {
    const { query } = where()
    const [child, guardian] = [query.get('child'), query.get('guardian')]
    return beginning() && child && guardian ? `${child} ${guardian}` : null
  })
  const shown = createMemo(() => inbox.shown(state(), minute()))
  const isThere = () => inbox.group() !== undefined
  const titleOf = ({ conversation: { guardians, child } }: Line) =>
    t(
      'messages.of',
      listed(
        guardians.map(({ name }) => name),
        language(),
      ),
      child.callName,
    )
  const labels = () => ({
    all: t('inbox.all'),
    open: t('inbox.open'),
    claimed: t('inbox.claimed'),
    done: t('inbox.done'),
  })
  const countOf = (one: InboxState) => (one === 'all' || !isThere() ? {} : { count: inbox.counts()[one] })
  const tried = (what: Promise<void>) =>
    void what.then(
      () => setFailure(undefined),
      (cause: unknown) => setFailure(() => cause),
    )
  const isOne = () => opened() !== null || beginning()

  return (
    <ListAndOne
      isOpen={isOne()}
      list={
        <ListPane
          place={place}
          opened={opened()}
          isOne={isOne()}
          canFind
          strip={
            <Show when={props.offline}>
              <OfflineStrip>{t('inbox.offline')}</OfflineStrip>
            </Show>
          }
          under={<Show when={inbox.group()}>{(one) => <p class="text-sm text-muted">{one().name}</p>}</Show>}
          tools={
            <Show when={props.role === 'staff'}>
              <ButtonLink href={`${root}/new`} icon={notebookPen} data-stay>
                {t('messages.begin')}
              </ButtonLink>
            </Show>
          }
          above={
            <div class="flex flex-wrap items-center gap-2 px-gutter pb-3">
              <Segmented
                label={t('inbox.show')}
                value={state()}
                options={states.map((value) => ({ value, label: labels()[value], ...countOf(value) }))}
                onChange={(next) => {
                  setState(next)
                  tried(inbox.show(next))
                }}
              />
              <Show when={inbox.counts().urgent > 0}>
                <p class="flex items-center gap-1.5 text-sm font-strong text-alert">
                  <Icon of={flag} size="s" />
                  {t('inbox.urgent', inbox.counts().urgent)}
                </p>
              </Show>
            </div>
          }
        >
          <Switch
            fallback={
              <div class="px-gutter">
                <Later>
                  <SkeletonCards count={2} label={t('messages.loading')} />
                </Later>
              </div>
            }
          >
            <Match when={failure() ?? (!isThere() && inbox.failure())}>
              <div class="px-gutter">
                <ErrorScreen
                  title={t('messages.failed')}
                  error={failure() ?? inbox.failure()}
                  onRetry={() => tried(inbox.refetch())}
                />
              </div>
            </Match>
            <Match when={isThere() && shown().length === 0 && state() === 'all'}>
              <div class="px-gutter">
                <Calm drawing="book" title={t(props.role === 'manager' ? 'inbox.none.manager' : 'inbox.none.all')}>
                  <p>{t(props.role === 'manager' ? 'inbox.none.manager.text' : 'inbox.none.all.text')}</p>
                </Calm>
              </div>
            </Match>
            <Match when={isThere() && shown().length === 0}>
              <p class="px-gutter text-muted">{t(`inbox.none.${state() as Exclude<InboxState, 'all'>}`)}</p>
            </Match>
            <Match when={isThere()}>
              <ul class="divide-y divide-hairline border-y border-hairline bg-surface">
                <Keyed each={shown()} by={({ conversation }) => conversation.id}>
                  {(line) => (
                    <li>
                      <ConversationRow
                        line={line()}
                        reader={inbox.reader}
                        href={place.address(line().conversation.id)}
                        title={titleOf(line())}
                        current={line().conversation.id === opened()}
                        draft={line().conversation.id === opened() ? '' : keptText(me, line().conversation.id)}
                        instead={t('messages.noneYet')}
                        chips={<HandlingChips line={line()} me={me} inList />}
                      />
                    </li>
                  )}
                </Keyed>
              </ul>
              <Show when={inbox.hasOlder(state())}>
                <div class="p-4">
                  <Button wide onClick={() => tried(inbox.olderIn(state()))}>
                    {t('inbox.older')}
                  </Button>
                </div>
              </Show>
            </Match>
          </Switch>
        </ListPane>
      }
      one={
        <Switch>
          <Match when={opened()} keyed>
            {(id) => (
              <StaffConversationPane
                inbox={inbox}
                id={id}
                at={place.at()}
                role={props.role}
                titleOf={titleOf}
                onBack={place.back}
                onGone={() => go(root, { replace: true })}
              />
            )}
          </Match>
          <Match when={begun()} keyed>
            {(both) => {
              const [childId = '', guardianId = ''] = both.split(' ')
              return <StaffBegun inbox={inbox} childId={childId} guardianId={guardianId} onBack={place.back} />
            }}
          </Match>
          <Match when={beginning()}>
            <ChooseCorrespondent
              groupId={inbox.groupId}
              address={(childId, { personId, conversationId }) =>
                conversationId
                  ? `${root}/${conversationId}`
                  : `${root}/new?${new URLSearchParams({ child: childId, guardian: personId })}`
              }
              onBack={place.back}
            />
          </Match>
        </Switch>
      }
      idle={
        <Show when={shown().length > 0}>
          <h2 class="text-xl font-title">{t('messages.choose')}</h2>
          <p class="mt-1 text-muted">{t('messages.choose.text')}</p>
        </Show>
      }
    />
  )
}
