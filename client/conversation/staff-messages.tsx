import { createEffect, createMemo, createSignal, type JSX, Match, on, onMount, Show, Switch } from 'solid-js'
import { v7 } from 'uuid'
import type { InboxState } from '../../backend/contract/conversation.ts'
import type { Role } from '../../backend/contract/route.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { keepDraft, removeDraft } from '../draft-shelf.ts'
import { language, useT } from '../locales/words.ts'
import { minute } from '../minute.ts'
import { go, goBack, match, where } from '../router.ts'
import { listed } from '../time.ts'
import { Button, ButtonLink, IconButton } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { ErrorScreen } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { arrowLeft, flag, notebookPen, search } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { Later } from '../ui/later.tsx'
import { OfflineStrip } from '../ui/offline-strip.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { initials, Tag } from '../ui/tag.tsx'
import { ConversationRow } from './conversation-row.tsx'
import type { Line } from './conversation-state.ts'
import { ConversationView } from './conversation-view.tsx'
import { FindPanel } from './find-panel.tsx'
import { ListAndOne } from './list-and-one.tsx'
import { draftName, keptText } from './message-draft.ts'
import { begunHere } from './message-sends.ts'
import { ChooseCorrespondent, type Correspondents } from './staff-begin.tsx'
import { HandlingBar, HandlingChips } from './staff-handling.tsx'
import type { Inbox } from './staff-inbox.ts'
import { TemplateButton } from './staff-templates.tsx'

const states: readonly InboxState[] = ['all', 'open', 'claimed', 'done']
const newDraft = (childId: Id, guardianId: Id) => `new.${childId}.${guardianId}`

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
  const root = `/group/${inbox.groupId}/messages`
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
  const finding = () => where().query.get('find')
  const at = createMemo(() => Number(where().query.get('at')) || null)
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
  const address = (id: Id, more: Record<string, string> = {}) => {
    const query = new URLSearchParams({ ...(finding() !== null && { find: finding() ?? '' }), ...more }).toString()
    return `${root}/${id}${query && `?${query}`}`
  }
  const back = () => goBack(root)
  const labels = () => ({
    all: t('inbox.all'),
    open: t('inbox.open'),
    claimed: t('inbox.claimed'),
    done: t('inbox.done'),
  })
  const countOf = (one: InboxState) => (one === 'all' ? {} : { count: inbox.counts()[one] })
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
        <section aria-label={t('messages.list')} class="detail:flex detail:min-h-0 detail:flex-col">
          <Show when={props.offline}>
            <OfflineStrip>{t('inbox.offline')}</OfflineStrip>
          </Show>
          <header class="flex flex-wrap items-center gap-x-1 gap-y-2 px-gutter pt-4 pb-3">
            <Show when={finding() !== null}>
              <IconButton
                icon={arrowLeft}
                label={t('messages.back')}
                class="-ml-3"
                onClick={() => go(opened() ? `${root}/${opened()}` : root, { stay: true })}
              />
            </Show>
            <div class="min-w-0 flex-1 basis-40">
              <Show
                when={isOne()}
                fallback={<ScreenTitle>{t(finding() === null ? 'messages.title' : 'find.title')}</ScreenTitle>}
              >
                <h2 class="text-2xl font-title">{t(finding() === null ? 'messages.title' : 'find.title')}</h2>
              </Show>
              <Show when={inbox.group()}>{(one) => <p class="text-sm text-muted">{one().name}</p>}</Show>
            </div>
            <Show when={finding() === null}>
              <IconButton
                icon={search}
                label={t('find.open')}
                onClick={() => go(`${where().path}?find=`, { stay: true })}
              />
              <Show when={props.role === 'staff'}>
                <ButtonLink href={`${root}/new`} icon={notebookPen} data-stay>
                  {t('messages.begin')}
                </ButtonLink>
              </Show>
            </Show>
          </header>
          <Show
            when={finding() === null}
            fallback={
              <div class="detail:min-h-0 detail:overflow-y-auto">
                <FindPanel
                  words={finding() ?? ''}
                  current={at()}
                  addressOf={(id, seq) => address(id, { at: String(seq) })}
                  onFind={(words) =>
                    go(`${where().path}?${new URLSearchParams({ find: words })}`, { replace: true, stay: true })
                  }
                />
              </div>
            }
          >
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
            <div class="detail:min-h-0 detail:overflow-y-auto">
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
                            href={address(line().conversation.id)}
                            title={titleOf(line())}
                            current={line().conversation.id === opened()}
                            draft={line().conversation.id === opened() ? '' : keptText(me, line().conversation.id)}
                            instead={t('messages.noneYet')}
                            chips={<HandlingChips line={line()} me={me} />}
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
            </div>
          </Show>
        </section>
      }
      one={
        <Switch>
          <Match when={opened()} keyed>
            {(id) => (
              <Opened
                inbox={inbox}
                id={id}
                at={at()}
                role={props.role}
                titleOf={titleOf}
                onBack={back}
                onGone={() => go(root, { replace: true })}
              />
            )}
          </Match>
          <Match when={begun()} keyed>
            {(both) => {
              const [childId = '', guardianId = ''] = both.split(' ')
              return <Begun inbox={inbox} childId={childId} guardianId={guardianId} onBack={back} />
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
              onBack={back}
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

/** A conversation that there is, also when it is not on a page of the inbox that was loaded. */
function Opened(props: {
  inbox: Inbox
  id: Id
  at: number | null
  role: Role
  titleOf: (line: Line) => string
  onBack: () => void
  onGone: () => void
}): JSX.Element {
  const t = useT('conversation')
  const { inbox, id } = props
  const [asked, setAsked] = createSignal(false)
  onMount(() => {
    if (!inbox.line(id))
      void inbox
        .open(id, props.at)
        .catch(() => undefined)
        .then(() => setAsked(true))
  })
  const groupName = () => inbox.group()?.name ?? ''
  return (
    <Show
      when={inbox.line(id)}
      fallback={
        <Show when={asked()}>
          <div class="px-gutter pt-6">
            <ScreenTitle>{t('messages.gone')}</ScreenTitle>
            <p class="mt-2 text-muted">{t('messages.gone.text')}</p>
            <ButtonLink href={`/group/${inbox.groupId}/messages`} class="mt-4">
              {t('messages.back')}
            </ButtonLink>
          </div>
        </Show>
      }
    >
      {(line) => {
        const child = () => line().conversation.child
        const names = () =>
          listed(
            line().conversation.guardians.map(({ name }) => name),
            language(),
          )
        return (
          <ConversationView
            id={id}
            draft={id}
            at={props.at}
            mail={inbox}
            outbox={inbox.outbox}
            line={line()}
            title={props.titleOf(line())}
            subtitle={line().conversation.group?.name ?? groupName()}
            tags={<Tag id={child().id} initials={initials(child().callName)} />}
            placeholder={t('compose.placeholderTo', names())}
            onBack={props.onBack}
            about={{ groupId: inbox.groupId, callNames: { [child().id]: child().callName }, begin: null }}
            other={names()}
            tellsAway={false}
            bar={<HandlingBar line={line()} inbox={inbox} role={props.role} onGone={props.onGone} />}
            before={(draft) => <TemplateButton groupId={inbox.groupId} draft={draft} />}
            empty={null}
          />
        )
      }}
    </Show>
  )
}

/** A conversation with a guardian that the first message opens. */
function Begun(props: { inbox: Inbox; childId: Id; guardianId: Id; onBack: () => void }): JSX.Element {
  const t = useT('conversation')
  const { inbox, childId, guardianId } = props
  const me = inbox.reader.personId
  const id = begunHere(inbox.outbox.sends(), childId, guardianId) ?? v7()
  const [children, setChildren] = createSignal<Correspondents>()
  onMount(() => {
    void call('correspondents', { params: { groupId: inbox.groupId } }).then(
      (reply) => setChildren(reply.children),
      () => setChildren([]),
    )
  })
  const found = createMemo(() => {
    const child = children()?.find((one) => one.id === childId)
    const guardian = child?.guardians.find(({ personId }) => personId === guardianId)
    return child && guardian ? { child, guardian } : undefined
  })
  const there = createMemo(
    () =>
      [...inbox.lines().values()].find(
        ({ conversation: { kind, child, guardians } }) =>
          kind === 'private' && child.id === childId && guardians.some(({ personId }) => personId === guardianId),
      )?.conversation.id ?? found()?.guardian.conversationId,
  )
  createEffect(
    on(there, (known) => {
      if (!known) return
      const text = keptText(me, newDraft(childId, guardianId))
      if (text) {
        keepDraft(me, draftName(known), { text })
        removeDraft(me, draftName(newDraft(childId, guardianId)))
      }
      queueMicrotask(() => go(`/group/${inbox.groupId}/messages/${known}`, { replace: true, stay: true }))
    }),
  )
  return (
    <Show
      when={found()}
      fallback={
        <Show when={children()}>
          <div class="px-gutter pt-6">
            <ScreenTitle>{t('messages.gone')}</ScreenTitle>
            <p class="mt-2 text-muted">{t('messages.gone.text')}</p>
          </div>
        </Show>
      }
    >
      {(one) => (
        <ConversationView
          id={id}
          draft={newDraft(childId, guardianId)}
          at={null}
          mail={inbox}
          outbox={inbox.outbox}
          line={undefined}
          title={t('messages.of', one().guardian.name, one().child.callName)}
          subtitle={inbox.group()?.name ?? ''}
          tags={<Tag id={childId} initials={initials(one().child.callName)} />}
          placeholder={t('compose.placeholderTo', one().guardian.name)}
          onBack={props.onBack}
          about={{
            groupId: inbox.groupId,
            callNames: { [childId]: one().child.callName },
            begin: { childId, guardianId },
          }}
          other={one().guardian.name}
          tellsAway={false}
          before={(draft) => <TemplateButton groupId={inbox.groupId} draft={draft} />}
          empty={<p class="pt-8 text-center text-muted">{t('messages.begin.firstStaff', one().guardian.name)}</p>}
        />
      )}
    </Show>
  )
}
