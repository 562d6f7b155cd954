import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, onMount, Show } from 'solid-js'
import { v7 } from 'uuid'
import { mostAttachments } from '../../backend/contract/attachment-limits.ts'
import { editFor, retractFor } from '../../backend/contract/conversation-limits.ts'
import type { Message } from '../../backend/contract/message.ts'
import { type Id, isVisible } from '../../backend/contract/values.ts'
import { ApiError, call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { minute } from '../minute.ts'
import type { Outbox } from '../outbox.ts'
import { arrival } from '../router.ts'
import { IconButton } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { arrowLeft } from '../ui/icons.ts'
import { Later } from '../ui/later.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { AttachBar, AttachButton, createAttaching } from './attach-bar.tsx'
import { isForReader, isMine, type Line, type Thread } from './conversation-state.ts'
import type { Conversations } from './conversations.ts'
import { AwayNote, SilenceNote } from './dock-note.tsx'
import type { DraftFile } from './draft-file.ts'
import { MessageActions } from './message-actions.tsx'
import { MessageComposer } from './message-composer.tsx'
import { createMessageDraft, type MessageDraft } from './message-draft.ts'
import type { MessageFiles } from './message-files.ts'
import { MessageList } from './message-list.tsx'
import { type MessageWork, sendsIn } from './message-sends.ts'
import { type Tagging, tagTrouble } from './tagging.ts'

const isShown = () => document.visibilityState === 'visible'

/** One conversation: what was written, what is on its way, and where one writes. */
export function ConversationView(props: {
  /** Of the conversation, or of the one that the first message opens. */
  id: Id
  /** Under which name what is written here is kept. */
  draft: string
  /** A message that was looked for. */
  at: number | null
  mail: Conversations
  outbox: Outbox
  files: MessageFiles
  /** About whom; staff say of a photo who is on it. */
  childId: Id
  tagging?: Tagging
  line: Line | undefined
  title: string
  subtitle: string
  tags?: JSX.Element
  placeholder: string
  /** Back to the list, where that does not stand beside it. */
  onBack: () => void
  /** What goes to the server with a message. */
  about: Pick<MessageWork, 'groupId' | 'callNames' | 'begin'>
  /** The other guardian, where there is one. */
  other?: string
  /** Who is typing, for whom the names are hidden or not. */
  tools?: JSX.Element
  /** Under the title. */
  bar?: JSX.Element
  /** Offers to send and be done with it: of staff, while it is not done. */
  finishes?: boolean
  /** Before the field. */
  before?: (draft: MessageDraft) => JSX.Element
  /** Whether what the group says while it is away concerns this reader. */
  tellsAway: boolean
  empty: JSX.Element
}): JSX.Element {
  const t = useT('conversation')
  const { id, mail, outbox } = props
  const { reader } = mail
  const draft = createMessageDraft(reader.personId, props.draft)
  const attaching = createAttaching({ childId: props.childId, draft, files: props.files })
  const [tagged, setTagged] = createSignal<Id | null>(null)
  const [shown, setShown] = createSignal(isShown())
  const [newFrom, setNewFrom] = createSignal<number | null>(props.line?.unread[0] ?? null)
  // What is new is seen once it is in sight: the list begins at its first line.
  const [atEnd, setAtEnd] = createSignal(newFrom() === null)
  const [opened, setOpened] = createSignal<Message>()
  const [error, setError] = createSignal<unknown>()
  const [failed, setFailed] = createSignal<{ cause: unknown; with: Thread | undefined }>()
  const [busy, setBusy] = createSignal(false)
  /** The id of a change that is being saved, the same while it is tried again. */
  let change = { of: '', id: '' }
  let field: HTMLTextAreaElement | undefined
  const thread = () => mail.thread(id)
  const conversation = () => props.line?.conversation
  const sends = createMemo(() => sendsIn(outbox.sends(), id, thread()))
  const typing = () => {
    const said = mail.typing(id)
    if (!said || conversation()?.silence) return ''
    return said.name === null ? t('thread.typing.group') : t('thread.typing', said.name)
  }

  const load = (at: number | null) =>
    mail.open(id, at).then(
      () => setFailed(undefined),
      (cause: unknown) => setFailed({ cause, with: thread() }),
    )
  /** Why it could not load, until something came of it after all. */
  const failure = () => (failed()?.with === thread() ? failed()?.cause : undefined)
  const isKept = () => {
    const cause = failure()
    return thread() !== undefined && cause instanceof ApiError && cause.code === 'network'
  }
  const looks = () => setShown(isShown())
  onMount(() => {
    document.addEventListener('visibilitychange', looks)
    onCleanup(() => document.removeEventListener('visibilitychange', looks))
  })
  // Also once the first message opened it.
  const isThere = createMemo(() => props.line !== undefined)
  createEffect(
    on([isThere, () => props.at], ([there, at]) => {
      if (there) void load(at)
    }),
  )
  onCleanup(() => mail.leave(id))

  const last = createMemo(() => {
    const now = thread()
    return now && now.newer === null ? (now.messages.at(-1)?.message.seq ?? 0) : 0
  })
  createEffect(
    on([last, atEnd, shown, isThere], ([seq, end, looking]) => {
      if (seq > 0 && end && looking) queueMicrotask(() => mail.see(id, seq))
    }),
  )
  // What comes while nobody looks is new when they come back, and stays so until they leave.
  createEffect(
    on(
      () => props.line?.unread[0],
      (first) => {
        if (first !== undefined && newFrom() === null && (!atEnd() || !shown())) queueMicrotask(() => setNewFrom(first))
      },
      { defer: true },
    ),
  )
  const waiting = () =>
    (thread()?.messages ?? []).filter(
      ({ message }) => message.seq > (props.line?.marker ?? 0) && isForReader(message, reader),
    ).length

  /** Staff recall what one of them sent, however long ago. */
  const mayChange = (message: Message) =>
    message.side === reader.side &&
    message.retracted === null &&
    (reader.side === 'staff' ||
      (isMine(message, reader) && minute() - Date.parse(message.sentAt) < Math.max(retractFor, editFor)))

  /** Up to where this reader has seen it: what comes after is not answered by what is written now. */
  const seen = () => last() || (props.line?.marker ?? 0)

  function put(text: string, messageId: Id, attachments: readonly DraftFile[], doneUpTo: number | undefined): void {
    const { groupId, callNames, begin } = props.about
    void outbox.add(messageId, {
      kind: 'message',
      side: reader.side,
      groupId,
      callNames,
      conversationId: id,
      begin: props.line ? null : begin,
      body: {
        ...{ id: messageId, text },
        ...(attachments.length > 0 && { attachments: [...attachments] }),
        ...(doneUpTo !== undefined && { doneUpTo }),
      },
    })
  }

  async function saveChange(message: Message, text: string): Promise<void> {
    const meant = `${message.id} ${text}`
    if (change.of !== meant) change = { of: meant, id: v7() }
    setBusy(true)
    setError(undefined)
    try {
      const reply = await call('editMessage', { params: { messageId: message.id }, body: { id: change.id, text } })
      mail.took(reply.message)
      draft.change(null)
      field?.focus()
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }

  function send(andDone = false): void {
    const text = draft.clean()
    const changing = draft.changing()
    setError(undefined)
    if (changing) return void saveChange(changing, text)
    put(isVisible(text) ? text : '', draft.messageId(), draft.files(), andDone ? seen() : undefined)
    draft.clear()
    attaching.forgetUnfit()
    field?.focus()
  }

  /** What keeps it from going that this person can put right. */
  const stopped = () => {
    if (draft.changing()) return null
    if (attaching.isStuck()) return t('compose.stopped.files')
    const trouble = draft.files().flatMap((file) => tagTrouble(file, props.tagging) ?? [])
    if (trouble.length === 0) return null
    return t(trouble.includes('untagged') ? 'compose.stopped.tags' : 'compose.stopped.consent')
  }

  async function attach(chosen: readonly File[]): Promise<void> {
    setError(undefined)
    try {
      const added = await attaching.add(chosen)
      const photo = added.find(({ kind }) => kind === 'photo')
      if (photo && props.tagging) setTagged(photo.key)
    } catch (cause) {
      setError(() => cause)
    }
  }

  function stopChanging(): void {
    draft.change(null)
    setError(undefined)
    field?.focus()
  }

  return (
    <section aria-label={props.title} class="flex h-full min-h-0 min-w-0 flex-col bg-ground">
      <header class="flex flex-wrap items-center gap-x-1 border-b border-hairline px-1 py-2 detail:pl-gutter">
        <IconButton icon={arrowLeft} label={t('messages.back')} onClick={() => props.onBack()} class="detail:hidden" />
        <Show when={props.tags}>
          <span class="flex shrink-0 huge:hidden">{props.tags}</span>
        </Show>
        <div class="min-w-0 flex-1 basis-40 pl-2 [&_h1]:text-lg [&_h1]:leading-6">
          <ScreenTitle>{props.title}</ScreenTitle>
          <p class="text-sm leading-5 text-muted wrap-anywhere">{props.subtitle}</p>
        </div>
        {props.tools}
      </header>
      {props.bar}
      <Show when={isKept()}>
        <p class="px-gutter pt-2 text-center text-sm text-muted">{t('thread.kept')}</p>
      </Show>
      <Show when={failure() && !isKept()}>
        <div class="px-gutter pt-3">
          <ErrorNote error={failure()} onRetry={() => void load(props.at)} />
        </div>
      </Show>
      <MessageList
        thread={thread()}
        conversation={conversation()}
        sends={sends()}
        reader={reader}
        newFrom={newFrom()}
        at={props.at}
        waiting={waiting()}
        typing={typing()}
        onEnd={setAtEnd}
        onOlder={() => mail.older(id)}
        onNewer={() => mail.newer(id)}
        onLatest={() => void load(null)}
        mayChange={mayChange}
        onMore={setOpened}
        onRetry={(one) => outbox.retry(one)}
        files={props.files}
        onChange={(one) => {
          const { text, attachments = [] } = one.work.body
          // It goes back to where it was written, so it never goes as it was; its answer may be lost, so it keeps its id.
          outbox.discard(one.id)
          draft.takeBack(text, attachments, one.error?.code === 'id_taken' ? undefined : one.id)
          field?.focus()
        }}
        onDrop={(one) => {
          const keys =
            sends()
              .find(({ id: sent }) => sent === one)
              ?.work.body.attachments?.map(({ key }) => key) ?? []
          outbox.discard(one)
          props.files.uploads()?.remove(keys)
          void props.files.uploads()?.throwAway(keys)
        }}
        empty={
          <Show
            when={!props.line || thread()}
            fallback={<Later>{<span class="sr-only">{t('messages.loading')}</span>}</Later>}
          >
            {props.empty}
          </Show>
        }
      />
      <footer class="border-t border-hairline bg-surface pb-[env(safe-area-inset-bottom)]">
        <Show
          when={!conversation()?.silence}
          fallback={
            <Show when={conversation()}>
              {(quiet) => (
                <SilenceNote
                  conversation={quiet()}
                  other={props.other ?? ''}
                  me={reader.personId}
                  draft={draft.changing() ? '' : draft.text()}
                />
              )}
            </Show>
          }
        >
          <Show when={props.tellsAway && mail.availability(id)}>{(away) => <AwayNote availability={away()} />}</Show>
          <Show when={!outbox.durable()}>
            <p class="px-gutter pt-2 text-sm text-muted">{t('compose.unsafe')}</p>
          </Show>
          <Show when={error()}>
            <div class="px-2 pt-2">
              <ErrorNote error={error()} />
            </div>
          </Show>
          <div class="mx-auto max-w-[42rem]">
            <MessageComposer
              ref={(element) => {
                field = element
                // Where there is no keyboard on the screen that would come up over the messages.
                if (arrival().moved && matchMedia('(hover: hover) and (pointer: fine)').matches && !props.line)
                  queueMicrotask(() => element.focus({ preventScroll: true }))
              }}
              draft={draft}
              placeholder={props.placeholder}
              busy={busy()}
              stopped={stopped()}
              before={
                <>
                  <Show when={!draft.changing()}>
                    <AttachButton
                      disabled={draft.files().length >= mostAttachments}
                      onChoose={(chosen) => void attach(chosen)}
                    />
                  </Show>
                  {props.before?.(draft)}
                </>
              }
              above={
                <Show when={!draft.changing()}>
                  <AttachBar
                    draft={draft}
                    attaching={attaching}
                    tagging={props.tagging}
                    open={tagged()}
                    onOpen={setTagged}
                  />
                </Show>
              }
              onTyping={() => props.line && mail.types(id)}
              onSend={() => send()}
              onSendDone={props.finishes ? () => send(true) : undefined}
              onStop={stopChanging}
            />
          </div>
        </Show>
      </footer>
      <Show when={opened()} keyed>
        {(message) => (
          <Show when={conversation()}>
            {(current) => (
              <MessageActions
                message={message}
                conversation={current()}
                reader={reader}
                onEdit={() => {
                  setOpened(undefined)
                  draft.change(message)
                }}
                onTook={(taken) => mail.took(taken)}
                onClose={() => setOpened(undefined)}
              />
            )}
          </Show>
        )}
      </Show>
    </section>
  )
}
