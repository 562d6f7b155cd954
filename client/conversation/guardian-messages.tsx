import { createEffect, createMemo, createSignal, For, type JSX, Match, on, Show, Switch } from 'solid-js'
import { v7 } from 'uuid'
import type { GuardianConversation } from '../../backend/contract/conversation.ts'
import type { Id } from '../../backend/contract/values.ts'
import { keepDraft, removeDraft } from '../draft-shelf.ts'
import { useT } from '../locales/words.ts'
import { go, goBack, match, where } from '../router.ts'
import { Button, ButtonLink, IconButton } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorScreen } from '../ui/error-note.tsx'
import { arrowLeft, notebookPen, search, users } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { Later } from '../ui/later.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { initials, Tag } from '../ui/tag.tsx'
import { ConversationRow } from './conversation-row.tsx'
import type { Line } from './conversation-state.ts'
import { ConversationView } from './conversation-view.tsx'
import { FindPanel } from './find-panel.tsx'
import type { GuardianMail, MailChild } from './guardian-mail.ts'
import { ListAndOne } from './list-and-one.tsx'
import { draftName, keptText } from './message-draft.ts'
import { begunHere } from './message-sends.ts'
import { ProposeDialog, SharingBar } from './sharing.tsx'

const newDraft = (childId: Id) => `new.${childId}`

/** The conversations of a guardian with the groups of their children. */
export function GuardianMessages(props: { mail: GuardianMail }): JSX.Element {
  const t = useT('conversation')
  const { mail } = props
  const me = mail.reader.personId
  const [choosing, setChoosing] = createSignal(false)
  const opened = createMemo(() => match('/messages/:conversationId', where().path)?.conversationId ?? null)
  const begun = createMemo(() => match('/messages/new/:childId', where().path)?.childId ?? null)
  const finding = () => where().query.get('find')
  const at = createMemo(() => Number(where().query.get('at')) || null)
  const isThere = createMemo(() => mail.children() !== undefined)
  const list = createMemo(() => mail.list())
  /** About whom this guardian could begin. */
  const free = createMemo(() => (mail.children() ?? []).filter((child) => !child.conversationId && !child.silence))
  const otherOf = ({ conversation }: Line) =>
    conversation.guardians
      .filter(({ personId }) => personId !== me)
      .map(({ name }) => name)
      .join(', ')
  const titleOf = ({ conversation: { group, child } }: Line) =>
    group ? t('messages.about', group.name, child.callName) : t('messages.aboutChild', child.callName)
  const subtitleOf = (line: Line) =>
    line.conversation.kind === 'shared' ? t('messages.shared', otherOf(line)) : t('messages.private')
  const insteadOf = (line: Line) => {
    const { sharing } = line.conversation
    if (!sharing || sharing.agreedAt || sharing.endedAt) return t('messages.noneYet')
    return t(sharing.proposedBy === me ? 'sharing.proposed.short' : 'sharing.asked.short', otherOf(line))
  }
  const address = (id: Id, more: Record<string, string> = {}) => {
    const query = new URLSearchParams({ ...(finding() !== null && { find: finding() ?? '' }), ...more }).toString()
    return `/messages/${id}${query && `?${query}`}`
  }
  const back = () => goBack('/messages')

  return (
    <>
      <ListAndOne
        isOpen={opened() !== null || begun() !== null}
        list={
          <section aria-label={t('messages.list')} class="detail:flex detail:min-h-0 detail:flex-col">
            <header class="flex flex-wrap items-center gap-x-1 px-gutter pt-5 pb-2">
              <Show when={finding() !== null}>
                <IconButton
                  icon={arrowLeft}
                  label={t('messages.back')}
                  class="-ml-2"
                  onClick={() => go(opened() ? `/messages/${opened()}` : '/messages', { stay: true })}
                />
              </Show>
              <div class="min-w-0 flex-1 basis-40">
                <Show
                  when={opened() !== null || begun() !== null}
                  fallback={<ScreenTitle>{t(finding() === null ? 'messages.title' : 'find.title')}</ScreenTitle>}
                >
                  <h2 class="text-2xl font-title">{t(finding() === null ? 'messages.title' : 'find.title')}</h2>
                </Show>
              </div>
              <Show when={finding() === null && list().length > 0}>
                <IconButton
                  icon={search}
                  label={t('find.open')}
                  onClick={() => go(`${where().path}?find=`, { stay: true })}
                />
              </Show>
              <Show when={finding() === null && free().length > 0 && list().length > 0}>
                <Button icon={notebookPen} onClick={() => beginWith()}>
                  {t('messages.begin')}
                </Button>
              </Show>
            </header>
            <div class="detail:min-h-0 detail:overflow-y-auto">
              <Show
                when={finding() === null}
                fallback={
                  <FindPanel
                    words={finding() ?? ''}
                    current={at()}
                    addressOf={(id, seq) => address(id, { at: String(seq) })}
                    onFind={(words) =>
                      go(`${where().path}?${new URLSearchParams({ find: words })}`, { replace: true, stay: true })
                    }
                  />
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
                  <Match when={!isThere() && mail.failure()}>
                    <div class="px-gutter">
                      <ErrorScreen
                        title={t('messages.failed')}
                        error={mail.failure()}
                        onRetry={() => void mail.refetch().catch(() => undefined)}
                      />
                    </div>
                  </Match>
                  <Match when={isThere() && list().length === 0}>
                    <div class="px-gutter">
                      <Calm
                        drawing="book"
                        title={t('messages.empty.title')}
                        actions={
                          <For each={free()}>
                            {(child) => (
                              <ButtonLink kind="primary" icon={notebookPen} href={`/messages/new/${child.id}`}>
                                {t('messages.begin.about', child.callName)}
                              </ButtonLink>
                            )}
                          </For>
                        }
                      >
                        <p>{t(free().length > 0 ? 'messages.empty.text' : 'messages.empty.noChild')}</p>
                      </Calm>
                    </div>
                  </Match>
                  <Match when={isThere()}>
                    <ul class="divide-y divide-hairline border-y border-hairline bg-surface">
                      <Keyed each={list()} by={({ conversation }) => conversation.id}>
                        {(line) => (
                          <li>
                            <ConversationRow
                              line={line()}
                              reader={mail.reader}
                              href={address(line().conversation.id)}
                              title={titleOf(line())}
                              subtitle={subtitleOf(line())}
                              current={line().conversation.id === opened()}
                              draft={line().conversation.id === opened() ? '' : keptText(me, line().conversation.id)}
                              instead={insteadOf(line())}
                            />
                          </li>
                        )}
                      </Keyed>
                    </ul>
                  </Match>
                </Switch>
              </Show>
            </div>
          </section>
        }
        one={
          <Switch>
            <Match when={opened()} keyed>
              {(id) => (
                <Show
                  when={mail.line(id)}
                  fallback={
                    <Show when={isThere()}>
                      <Gone mail={mail} />
                    </Show>
                  }
                >
                  {(line) => (
                    <Opened
                      mail={mail}
                      id={id}
                      at={at()}
                      line={line()}
                      title={titleOf(line())}
                      subtitle={subtitleOf(line())}
                      other={otherOf(line())}
                      onBack={back}
                    />
                  )}
                </Show>
              )}
            </Match>
            <Match when={begun()} keyed>
              {(childId) => (
                <Show
                  when={mail.children()?.find(({ id }) => id === childId)}
                  fallback={
                    <Show when={isThere()}>
                      <Gone mail={mail} />
                    </Show>
                  }
                >
                  {(child) => <Begun mail={mail} child={child()} onBack={back} />}
                </Show>
              )}
            </Match>
          </Switch>
        }
        idle={
          <Show when={list().length > 0}>
            <h2 class="text-xl font-title">{t('messages.choose')}</h2>
            <p class="mt-1 text-muted">{t('messages.choose.text')}</p>
          </Show>
        }
      />
      <Dialog
        open={choosing()}
        title={t('messages.begin.title')}
        onClose={() => setChoosing(false)}
        actions={
          <>
            <For each={free()}>
              {(child) => (
                <ButtonLink href={`/messages/new/${child.id}`} onClick={() => setChoosing(false)}>
                  {child.callName}
                </ButtonLink>
              )}
            </For>
            <Button kind="quiet" onClick={() => setChoosing(false)}>
              {t('action.cancel')}
            </Button>
          </>
        }
      >
        {null}
      </Dialog>
    </>
  )

  function beginWith(): void {
    const [only, another] = free()
    if (only && !another) go(`/messages/new/${only.id}`)
    else setChoosing(true)
  }
}

/** What was asked for is not here: it is not for this guardian, or it could not be fetched. */
function Gone(props: { mail: GuardianMail }): JSX.Element {
  const t = useT('conversation')
  const isFetched = () => !props.mail.fromDevice()
  return (
    <div class="px-gutter pt-6">
      <ScreenTitle>{t(isFetched() ? 'messages.gone' : 'messages.failed')}</ScreenTitle>
      <p class="mt-2 text-muted">{t(isFetched() ? 'messages.gone.text' : 'error.network')}</p>
      <ButtonLink href="/messages" class="mt-4">
        {t('messages.back')}
      </ButtonLink>
    </div>
  )
}

/** A conversation that there is. */
function Opened(props: {
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
            />
          </Show>
        }
        empty={null}
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
function Begun(props: { mail: GuardianMail; child: MailChild; onBack: () => void }): JSX.Element {
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
  // It was opened, by this message or by the group meanwhile.
  createEffect(
    on(there, (known) => {
      if (!known) return
      const text = keptText(me, newDraft(child.id))
      if (text) {
        keepDraft(me, draftName(known), { text })
        removeDraft(me, draftName(newDraft(child.id)))
      }
      queueMicrotask(() => go(`/messages/${known}`, { replace: true, stay: true }))
    }),
  )
  const group = () => child.group?.name ?? ''
  return (
    <ConversationView
      id={id}
      draft={newDraft(child.id)}
      at={null}
      mail={mail}
      outbox={mail.outbox}
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
