import { createMemo, createSignal, type JSX, onMount, Show } from 'solid-js'
import { v7 } from 'uuid'
import type { Role } from '../../backend/contract/route.ts'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError, call } from '../api.ts'
import { useGroup } from '../group/group-day.tsx'
import { language, useT } from '../locales/words.ts'
import { listed } from '../time.ts'
import { initials, Tag } from '../ui/tag.tsx'
import { followBegun } from './begun.ts'
import type { Line } from './conversation-state.ts'
import { ConversationView } from './conversation-view.tsx'
import { GoneNote } from './gone-note.tsx'
import { keptText } from './message-draft.ts'
import { begunHere } from './message-sends.ts'
import type { Correspondents } from './staff-begin.tsx'
import { HandlingBar } from './staff-handling.tsx'
import type { Inbox } from './staff-inbox.ts'
import { handlingOf } from './staff-inbox-state.ts'
import { TemplateButton } from './staff-templates.tsx'
import type { Tagging } from './tagging.ts'

/** Whom staff may say is on a photo: the children of the group, as it is today. */
function useTagging(): (child: { id: Id; callName: string }, readers: string) => Tagging {
  const group = useGroup()
  const children = createMemo(() =>
    (group.today()?.children ?? []).map(({ id, callName, consents }) => ({
      id,
      callName,
      mayBeShown: consents.photos,
    })),
  )
  return ({ id, callName }, readers) => ({ childId: id, callName, readers, children: children() })
}

/** Did the server say that it is not there; otherwise it could not be asked. */
const isAnswered = (cause: unknown) => cause instanceof ApiError && cause.code === 'not_found'

const newDraft = (childId: Id, guardianId: Id) => `new.${childId}.${guardianId}`

/** A conversation that there is, also when it is not on a page of the inbox that was loaded. */
export function StaffConversationPane(props: {
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
  const [failure, setFailure] = createSignal<unknown>()
  const ask = () =>
    inbox.open(id, props.at).then(
      () => setFailure(undefined),
      (cause: unknown) => setFailure(() => cause),
    )
  onMount(() => {
    if (!inbox.line(id)) void ask()
  })
  const taggingOf = useTagging()
  const groupName = () => inbox.group()?.name ?? ''
  return (
    <Show
      when={inbox.line(id)}
      fallback={
        <Show when={failure()}>
          {(cause) => (
            <GoneNote
              fetched={isAnswered(cause())}
              list={`/group/${inbox.groupId}/messages`}
              draft={keptText(inbox.reader.personId, id)}
              onRetry={() => void ask()}
            />
          )}
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
            files={inbox.files}
            childId={child().id}
            tagging={taggingOf(child(), names())}
            line={line()}
            title={props.titleOf(line())}
            subtitle={line().conversation.group?.name ?? groupName()}
            tags={<Tag id={child().id} initials={initials(child().callName)} />}
            placeholder={t('compose.placeholderTo', names())}
            onBack={props.onBack}
            about={{ groupId: inbox.groupId, callNames: { [child().id]: child().callName }, begin: null }}
            other={names()}
            tellsAway={false}
            finishes={!handlingOf(line()).done}
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
export function StaffBegun(props: { inbox: Inbox; childId: Id; guardianId: Id; onBack: () => void }): JSX.Element {
  const t = useT('conversation')
  const { inbox, childId, guardianId } = props
  const me = inbox.reader.personId
  const taggingOf = useTagging()
  const id = begunHere(inbox.outbox.sends(), childId, guardianId) ?? v7()
  const [children, setChildren] = createSignal<Correspondents>()
  const [failure, setFailure] = createSignal<unknown>()
  const ask = () =>
    call('correspondents', { params: { groupId: inbox.groupId } }).then(
      (reply) => {
        setFailure(undefined)
        setChildren(reply.children)
      },
      (cause: unknown) => setFailure(() => cause),
    )
  onMount(() => void ask())
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
  followBegun(me, newDraft(childId, guardianId), there, (known) => `/group/${inbox.groupId}/messages/${known}`)
  return (
    <Show
      when={found()}
      fallback={
        <Show when={children() ?? failure()}>
          <GoneNote
            fetched={children() !== undefined || isAnswered(failure())}
            list={`/group/${inbox.groupId}/messages`}
            draft={keptText(me, newDraft(childId, guardianId))}
            onRetry={() => void ask()}
          />
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
          files={inbox.files}
          childId={childId}
          tagging={taggingOf(one().child, one().guardian.name)}
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
