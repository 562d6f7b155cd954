import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { v7 } from 'uuid'
import type { GuardianConversation } from '../../backend/contract/conversation.ts'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { go } from '../router.ts'
import { IconButton } from '../ui/button.tsx'
import { users } from '../ui/icons.ts'
import { initials, Tag } from '../ui/tag.tsx'
import { followBegun } from './begun.ts'
import type { Line } from './conversation-state.ts'
import { ConversationView } from './conversation-view.tsx'
import type { GuardianMail, MailChild } from './guardian-mail.ts'
import { begunHere } from './message-sends.ts'
import { ProposeDialog, SharingBar } from './sharing.tsx'

const newDraft = (childId: Id) => `new.${childId}`

/** A conversation that there is. */
export function GuardianConversationPane(props: {
  mail: GuardianMail
  id: Id
  at: number | null
  line: Line
  title: string
  subtitle: string
  other: string
  onBack: () => void
}): JSX.Element {
  const t = useT('conversation')
  const { mail } = props
  const me = mail.reader.personId
  const [proposing, setProposing] = createSignal(false)
  const conversation = () => props.line.conversation as GuardianConversation
  const child = () => conversation().child
  /** With whom this guardian does not share, and did not propose to. */
  const others = createMemo(() => {
    if (conversation().kind === 'shared' || conversation().silence) return []
    const running = [...mail.lines().values()].filter(
      (one) =>
        one.conversation.kind === 'shared' &&
        one.conversation.child.id === child().id &&
        one.conversation.sharing?.endedAt === null,
    )
    const taken = new Set(running.flatMap((one) => one.conversation.guardians.map(({ personId }) => personId)))
    const all = mail.children()?.find(({ id }) => id === child().id)?.others ?? []
    return all.filter(({ personId }) => !taken.has(personId))
  })
  return (
    <>
      <ConversationView
        id={props.id}
        draft={props.id}
        at={props.at}
        mail={mail}
        outbox={mail.outbox}
        files={mail.files}
        childId={child().id}
        line={props.line}
        title={props.title}
        subtitle={props.subtitle}
        tags={<Tag id={child().id} initials={initials(child().callName)} />}
        placeholder={t('compose.placeholder')}
        onBack={props.onBack}
        about={{ groupId: conversation().group?.id ?? '', callNames: { [child().id]: child().callName }, begin: null }}
        other={props.other}
        tellsAway
        tools={
          <Show when={others().length > 0}>
            <IconButton icon={users} label={t('sharing.open')} onClick={() => setProposing(true)} />
          </Show>
        }
        bar={
          <Show when={conversation().kind === 'shared'}>
            <SharingBar
              conversation={conversation()}
              me={me}
              other={props.other}
              head={props.line.head}
              onTook={(taken, asked) => mail.tookConversation(taken, asked)}
              onOver={() => go('/messages', { replace: true })}
            />
          </Show>
        }
        empty={<p class="pt-8 text-center text-muted">{t('messages.noneYet')}</p>}
      />
      <Show when={proposing()}>
        <ProposeDialog
          child={child()}
          others={others()}
          onProposed={(made) => {
            setProposing(false)
            void mail
              .refetch()
              .catch(() => undefined)
              .then(() => go(`/messages/${made.id}`))
          }}
          onClose={() => setProposing(false)}
        />
      </Show>
    </>
  )
}

/** A conversation that the first message opens. */
export function GuardianBegun(props: { mail: GuardianMail; child: MailChild; onBack: () => void }): JSX.Element {
  const t = useT('conversation')
  const { mail, child } = props
  const me = mail.reader.personId
  const id = begunHere(mail.outbox.sends(), child.id, undefined) ?? v7()
  const there = createMemo(
    () =>
      [...mail.lines().values()].find(
        ({ conversation }) => conversation.kind === 'private' && conversation.child.id === child.id,
      )?.conversation.id,
  )
  followBegun(me, newDraft(child.id), there, (known) => `/messages/${known}`)
  const group = () => child.group?.name ?? ''
  return (
    <ConversationView
      id={id}
      draft={newDraft(child.id)}
      at={null}
      mail={mail}
      outbox={mail.outbox}
      files={mail.files}
      childId={child.id}
      line={undefined}
      title={child.group ? t('messages.about', group(), child.callName) : t('messages.aboutChild', child.callName)}
      subtitle={t('messages.private')}
      tags={<Tag id={child.id} initials={initials(child.callName)} />}
      placeholder={t('compose.placeholder')}
      onBack={props.onBack}
      about={{
        groupId: child.group?.id ?? '',
        callNames: { [child.id]: child.callName },
        begin: { childId: child.id },
      }}
      tellsAway={false}
      empty={<p class="pt-8 text-center text-muted">{t('messages.begin.first', group())}</p>}
    />
  )
}
