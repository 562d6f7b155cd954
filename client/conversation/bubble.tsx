import { type JSX, Show } from 'solid-js'
import { attachedOf } from '../../backend/contract/attached.ts'
import type { Conversation } from '../../backend/contract/conversation.ts'
import type { Message } from '../../backend/contract/message.ts'
import { language, useT } from '../locales/words.ts'
import { clock } from '../time.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { check, checkCheck, ellipsis, undo } from '../ui/icons.ts'
import { Attachments } from './attachments.tsx'
import { isMine, type Reader, readByOthers } from './conversation-state.ts'
import { useFileWords } from './file-words.ts'
import { LinkText } from './link-text.tsx'

/** Where a message of one side stands, and how its bubble looks. */
export const sideClass = (own: boolean) =>
  own ? 'ml-auto justify-items-end text-right' : 'mr-auto justify-items-start text-left'
export const bubbleClass = (own: boolean) =>
  `w-fit max-w-full overflow-hidden rounded-[1.125rem] px-4 py-2.5 text-left whitespace-pre-wrap wrap-anywhere ${own ? 'rounded-br-[0.375rem] bg-accent-tint' : 'rounded-bl-[0.375rem] border border-hairline bg-surface'}`

/** A message that arrived. */
export function Bubble(props: {
  message: Message
  conversation: Conversation | undefined
  reader: Reader
  /** The first of some that stand together. */
  first: boolean
  /** It is the last one that the other side has read. */
  lastRead: boolean
  /** It was looked for. */
  found: boolean
  onMore: (() => void) | undefined
}): JSX.Element {
  const t = useT('conversation')
  const mine = () => isMine(props.message, props.reader)
  const own = () => props.message.side === props.reader.side && (mine() || props.reader.side === 'staff')
  const time = () => clock(props.message.sentAt, language())
  const mark = () => (props.conversation ? readByOthers(props.conversation, props.reader) : null)
  const isRead = () => props.message.seq <= (mark()?.seq ?? 0)
  /** A mark that went on to a later message says when that one was read, not this one. */
  const readWords = () => {
    const { name = '', at, seq } = mark() ?? {}
    if (at === undefined || seq !== props.message.seq) return t('message.readBy', name)
    return t('message.read', name, clock(at, language()))
  }
  const fileWords = useFileWords()
  const short = () =>
    props.message.text === ''
      ? fileWords.attached(attachedOf(props.message.attachments)) || t('file.notYours')
      : `${[...props.message.text].slice(0, 40).join('')}`
  return (
    <li
      data-message={props.message.seq}
      class={`grid max-w-[84%] grid-cols-[minmax(0,1fr)] gap-1 huge:max-w-full ${sideClass(own())} ${props.first ? 'mt-4' : 'mt-1.5'}`}
    >
      <Show when={props.first && !mine()}>
        <p class="px-1 text-sm text-muted">
          <b class="text-ink">{props.message.author}</b> <time datetime={props.message.sentAt}>{time()}</time>
        </p>
      </Show>
      <Show
        when={props.message.retracted}
        fallback={
          <>
            <div class="flex max-w-full items-center gap-1">
              <Show when={props.onMore}>
                {(more) => (
                  <IconButton
                    icon={ellipsis}
                    label={t(mine() ? 'message.more' : 'message.more.others', short())}
                    class="-my-1.5 text-muted"
                    aria-haspopup="dialog"
                    onClick={() => more()()}
                  />
                )}
              </Show>
              <div
                class={`grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1.5 ${own() ? 'justify-items-end' : 'justify-items-start'} ${props.found ? 'rounded-[1.125rem] outline-2 outline-offset-2 outline-select' : ''}`}
              >
                <Show when={props.message.attachments.length > 0}>
                  <Attachments message={props.message} />
                </Show>
                <Show
                  when={props.message.text !== ''}
                  fallback={
                    // What came with it shows children whose photos this reader does not read.
                    <Show when={props.message.attachments.length === 0}>
                      <p class="rounded-[1.125rem] border border-dashed border-control px-4 py-2.5 text-sm text-muted">
                        {t('file.notYours')}
                      </p>
                    </Show>
                  }
                >
                  <div class={bubbleClass(own())}>
                    <LinkText text={props.message.text} />
                  </div>
                </Show>
              </div>
            </div>
            <Show
              when={mine()}
              fallback={
                <Show when={props.message.editedAt}>
                  <p class="px-1 text-xs text-muted">{t('message.edited')}</p>
                </Show>
              }
            >
              <p class={`flex items-center gap-1 px-1 text-xs ${isRead() ? 'text-accent' : 'text-muted'}`}>
                <Icon of={isRead() ? checkCheck : check} size="xs" />
                <span class="tabular-nums">
                  {isRead() ? (props.lastRead ? readWords() : t('message.wasRead', time())) : t('message.sent', time())}
                  <Show when={props.message.editedAt}>, {t('message.edited')}</Show>
                </span>
              </p>
            </Show>
          </>
        }
      >
        {(retracted) => (
          <div class="flex w-fit max-w-full items-start gap-2 rounded-[1.125rem] border border-dashed border-control px-4 py-2.5 text-left text-sm text-muted">
            <Icon of={undo} size="s" class="mt-0.5" />
            <span class="min-w-0">
              {retracted().recalled
                ? t('message.recalled', clock(retracted().at, language()))
                : mine()
                  ? t('message.retracted.mine', clock(retracted().at, language()))
                  : t('message.retracted', props.message.author, clock(retracted().at, language()))}
              <Show when={mine() || (retracted().recalled && props.reader.side === 'staff')}>
                . {t(retracted().wasRead ? 'message.retracted.wasRead' : 'message.retracted.unread')}
              </Show>
            </span>
          </div>
        )}
      </Show>
    </li>
  )
}
