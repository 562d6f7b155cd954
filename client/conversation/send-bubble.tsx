import { type JSX, onMount, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { isRetriable } from '../photo/upload-state.ts'
import { Button } from '../ui/button.tsx'
import { useErrorWords } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { check, clock, pencil, triangleAlert } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { online } from '../ui/online.ts'
import { bubbleClass, sideClass } from './bubble.tsx'
import type { DraftFile } from './draft-file.ts'
import { FileTile } from './file-tile.tsx'
import { sizeWords, useFileWords } from './file-words.ts'
import { LinkText } from './link-text.tsx'
import type { MessageFiles } from './message-files.ts'
import { isAtHand, type MessageSend, needsPerson } from './message-sends.ts'

/** A message on its way from this device, or one that did not arrive. */
export function SendBubble(props: {
  send: MessageSend
  first: boolean
  files: MessageFiles
  /** Something before it could not go: it waits as well. */
  behind: boolean
  onRetry: () => void
  onChange: () => void
  onDrop: () => void
}): JSX.Element {
  const t = useT('conversation')
  const words = useFileWords()
  const files = () => props.send.work.body.attachments ?? []
  onMount(() => files().length > 0 && void props.files.open().catch(() => undefined))
  const itemOf = (key: Id) =>
    props.files
      .uploads()
      ?.items()
      .find((item) => item.key === key)
  const standing = (file: DraftFile) => {
    const [item, uploads] = [itemOf(file.key), props.files.uploads()]
    return (item && uploads && (words.trouble(item) || words.state(item, uploads))) || sizeWords(file.bytes)
  }
  const isRetriableFile = (key: Id) => {
    const item = itemOf(key)
    return item !== undefined && isRetriable(item)
  }
  /** Once more, and what waits for it with it. */
  function retryFile(key: Id): void {
    const item = itemOf(key)
    if (item) props.files.uploads()?.retry(item)
    if (failed()) props.onRetry()
  }
  const errorWords = useErrorWords()
  const failed = () => needsPerson(props.send)
  const code = () => props.send.error?.code
  const waits = () => !online() || code() === 'network' || (props.send.state === 'waiting' && props.behind)
  const state = () => {
    if (props.send.held) return t('message.held')
    if (failed()) return t('message.failed')
    if (props.send.state === 'sent') return t('message.sentNow')
    if (waits()) return t('message.offline')
    if (code() === 'not_ready') return t('message.waitsForFiles')
    return t(props.send.state === 'failed' ? 'message.later' : 'message.waiting')
  }
  const icon = () => (failed() ? triangleAlert : props.send.held ? pencil : props.send.state === 'sent' ? check : clock)
  /** Not while it is under way, and not for the moment in which it usually waits. */
  const mayChange = () => !props.send.held && (isAtHand(props.send) || (props.send.state === 'waiting' && waits()))
  const why = () => {
    if (!failed()) return ''
    if (code() === 'id_taken') return t('message.failed.taken')
    if (code() === 'conversation_closed') return t('message.failed.closed')
    if (code() === 'not_found') return t(files().length > 0 ? 'message.failed.files' : 'message.failed.gone')
    if (code() === 'not_ready') return t('message.failed.files')
    return props.send.error?.message ?? errorWords(props.send.error)
  }
  return (
    <li
      class={`grid max-w-[84%] grid-cols-[minmax(0,1fr)] gap-1 huge:max-w-full ${sideClass(true)} ${props.first ? 'mt-4' : 'mt-1.5'}`}
    >
      <Show when={files().length > 0}>
        <ul class="grid w-[min(20rem,72vw)] max-w-full grid-cols-[minmax(0,1fr)] gap-1.5 text-left">
          <Keyed each={files()} by={({ key }) => key}>
            {(file) => (
              <li class="flex items-center gap-3 rounded-[1.125rem] bg-accent-tint p-1.5">
                <FileTile
                  file={file()}
                  item={itemOf(file().key)}
                  uploads={props.files.uploads()}
                  class="size-14 shrink-0"
                />
                <span class="min-w-0 grow text-sm">
                  <b class="line-clamp-1 font-strong wrap-anywhere">
                    {file().kind === 'document' ? file().name : t('file.photo')}
                  </b>
                  <span class="block text-muted tabular-nums">{standing(file())}</span>
                </span>
                <Show when={isRetriableFile(file().key)}>
                  <Button
                    kind="quiet"
                    aria-label={t('file.retry', file().kind === 'document' ? file().name : t('file.photo'))}
                    onClick={() => retryFile(file().key)}
                  >
                    {t('message.retry')}
                  </Button>
                </Show>
              </li>
            )}
          </Keyed>
        </ul>
      </Show>
      <Show when={props.send.work.body.text !== ''}>
        <div class={`${bubbleClass(true)} ${failed() ? 'border-2 border-alert-edge' : ''}`}>
          <LinkText text={props.send.work.body.text} />
        </div>
      </Show>
      <p class={`flex items-center gap-1 px-1 text-xs ${failed() ? 'text-alert' : 'text-muted'}`} role="status">
        <Icon of={icon()} size="xs" />
        {state()}
      </p>
      <Show when={why()}>{(words) => <p class="px-1 text-sm">{words()}</p>}</Show>
      <Show when={mayChange()}>
        <div class="flex flex-wrap justify-end gap-1">
          <Show
            when={
              code() !== 'conversation_closed' &&
              code() !== 'not_found' &&
              code() !== 'id_taken' &&
              code() !== 'invalid'
            }
          >
            <Button kind="quiet" onClick={() => props.onRetry()}>
              {t('message.retry')}
            </Button>
          </Show>
          <Button kind="quiet" onClick={() => props.onChange()}>
            {t('message.edit')}
          </Button>
          <Button kind="quiet" class="text-alert!" onClick={() => props.onDrop()}>
            {t('message.drop')}
          </Button>
        </div>
      </Show>
    </li>
  )
}
