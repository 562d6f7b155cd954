import { createSignal, type JSX, Show } from 'solid-js'
import { mostAttachments } from '../../backend/contract/attachment-limits.ts'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { cameraOff, check, paperclip, tag, triangleAlert, x } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { AttachTags } from './attach-tags.tsx'
import { accepted, fitForMessage, type UnfitFile } from './chosen-files.ts'
import type { DraftFile } from './draft-file.ts'
import { FileTile } from './file-tile.tsx'
import { sizeWords, useFileWords } from './file-words.ts'
import type { MessageDraft } from './message-draft.ts'
import type { MessageFiles } from './message-files.ts'
import { type Tagging, tagTrouble } from './tagging.ts'

/** Begins to send files for a message, and puts them with what is being written. */
export function createAttaching(given: { childId: Id; draft: MessageDraft; files: MessageFiles }) {
  const { childId, draft, files } = given
  const [unfit, setUnfit] = createSignal<readonly UnfitFile[]>([])
  if (draft.files().length > 0) void files.open().catch(() => undefined)
  const itemOf = (key: Id) =>
    files
      .uploads()
      ?.items()
      .find((item) => item.key === key)
  return {
    unfit,
    itemOf,
    uploads: files.uploads,
    async add(chosen: readonly File[]): Promise<readonly DraftFile[]> {
      const uploads = await files.open()
      const room = mostAttachments - draft.files().length
      const { fit, unfit: others } = fitForMessage(chosen, room, uploads.largest()?.photo ?? null)
      setUnfit(others)
      const keys = uploads.addFor(childId, fit)
      const added = fit.map(({ kind, name, file }, n) => ({
        ...{ key: keys[n]!, kind, name, bytes: file.size },
        ...{ childIds: [], showsNobody: false },
      }))
      draft.setFiles((all) => [...all, ...added])
      return added
    },
    remove(key: Id): void {
      draft.setFiles((all) => all.filter((one) => one.key !== key))
      setUnfit([])
      files.uploads()?.remove([key])
      void files.uploads()?.throwAway([key])
    },
    retry(key: Id): void {
      const item = itemOf(key)
      if (item) files.uploads()?.retry(item)
    },
    change: (key: Id, how: (file: DraftFile) => DraftFile) =>
      draft.setFiles((all) => all.map((one) => (one.key === key ? how(one) : one))),
    /** Is there one that will never go as it is; one that this device has no more among them. */
    isStuck: () =>
      draft.files().some(({ key }) => {
        const state = itemOf(key)?.state ?? (files.uploads() ? 'gone' : undefined)
        return state === 'refused' || state === 'failed' || state === 'stopped' || state === 'gone'
      }),
    forgetUnfit: () => setUnfit([]),
  }
}
export type Attaching = ReturnType<typeof createAttaching>

/** Chooses files, from wherever the device has them. */
export function AttachButton(props: { disabled: boolean; onChoose: (files: readonly File[]) => void }): JSX.Element {
  const t = useT('conversation')
  let field!: HTMLInputElement
  return (
    <>
      <IconButton icon={paperclip} label={t('file.add')} disabled={props.disabled} onClick={() => field.click()} />
      <input
        ref={field}
        type="file"
        multiple
        accept={accepted}
        hidden
        data-attach
        onChange={() => {
          props.onChoose([...(field.files ?? [])])
          field.value = ''
        }}
      />
    </>
  )
}

/** What will go with the message: how far it is, who is on it where staff send it, and the way back. */
export function AttachBar(props: {
  draft: MessageDraft
  attaching: Attaching
  tagging: Tagging | undefined
  /** The file whose tags are open. */
  open: Id | null
  onOpen: (key: Id | null) => void
}): JSX.Element {
  const t = useT('conversation')
  const words = useFileWords()
  const { attaching, draft } = props
  /** What cannot go needs no names. */
  const opened = () => draft.files().find(({ key }) => key === props.open && attaching.itemOf(key)?.state !== 'refused')
  return (
    <>
      <ul
        class="grid max-h-[40dvh] grid-cols-[minmax(0,1fr)] gap-2 overflow-y-auto pb-2 empty:hidden"
        aria-label={t('file.list')}
      >
        <Keyed each={draft.files()} by={({ key }) => key}>
          {(file) => (
            <AttachRow
              file={file()}
              attaching={attaching}
              tagging={props.tagging}
              onTag={() => props.onOpen(file().key)}
            />
          )}
        </Keyed>
      </ul>
      <Show when={attaching.unfit().length > 0}>
        <div role="alert" class="mx-2 mt-2 flex gap-2 rounded-control bg-alert-tint p-3 text-sm">
          <Icon of={triangleAlert} size="m" class="mt-px shrink-0 text-alert" />
          <ul class="min-w-0 grow">
            <Keyed each={attaching.unfit()} by={({ name, reason }) => `${name} ${reason}`}>
              {(one) => <li class="wrap-anywhere">{words.unfit(one())}</li>}
            </Keyed>
          </ul>
          <IconButton icon={x} label={t('action.close')} class="-m-2" onClick={() => attaching.forgetUnfit()} />
        </div>
      </Show>
      <Show when={opened()}>
        {(file) => (
          <Show when={props.tagging}>
            {(tagging) => (
              <AttachTags
                file={file()}
                tile={
                  <FileTile
                    file={file()}
                    item={attaching.itemOf(file().key)}
                    uploads={attaching.uploads()}
                    class="mx-auto max-h-[30dvh] min-h-24 w-full max-w-60"
                  />
                }
                tagging={tagging()}
                trouble={tagTrouble(file(), tagging())}
                onChange={(how) => attaching.change(file().key, how)}
                onClose={() => props.onOpen(null)}
              />
            )}
          </Show>
        )}
      </Show>
    </>
  )
}

function AttachRow(props: {
  file: DraftFile
  attaching: Attaching
  tagging: Tagging | undefined
  onTag: () => void
}): JSX.Element {
  const t = useT('conversation')
  const words = useFileWords()
  const item = () => props.attaching.itemOf(props.file.key)
  const name = () => (props.file.kind === 'document' ? props.file.name : t('file.photo'))
  const trouble = () => {
    const now = item()
    if (!now) return props.attaching.uploads() ? t('file.gone') : ''
    return words.trouble(now)
  }
  const state = () => {
    const [now, uploads] = [item(), props.attaching.uploads()]
    return now && uploads ? words.state(now, uploads) : ''
  }
  const tagged = () => {
    const { tagging, file } = props
    if (!tagging) return ''
    const why = tagTrouble(file, tagging)
    if (why) return t(`tags.short.${why}`)
    if (file.showsNobody) return t('tags.short.nobody')
    const names = tagging.children.filter(({ id }) => file.childIds.includes(id)).map(({ callName }) => callName)
    return names.join(', ')
  }
  const isStopped = () => tagTrouble(props.file, props.tagging) !== null
  return (
    <li
      class="flex items-center gap-3 rounded-card border border-hairline p-1.5"
      data-file={props.file.kind}
      data-state={item()?.state}
    >
      <FileTile file={props.file} item={item()} uploads={props.attaching.uploads()} class="size-14 shrink-0" />
      <span class="grid min-w-0 grow gap-0.5 text-sm">
        <b class="line-clamp-1 font-strong wrap-anywhere">{name()}</b>
        <Show
          when={trouble()}
          fallback={
            <span class="text-muted tabular-nums" role="status">
              {state() || sizeWords(props.file.bytes)}
            </span>
          }
        >
          <span class="text-alert" role="alert">
            {trouble()}
          </span>
        </Show>
        <Show when={props.tagging && props.file.kind === 'photo' && item()?.state !== 'refused'}>
          <button
            type="button"
            aria-haspopup="dialog"
            onClick={() => props.onTag()}
            class={`inline-flex min-h-target w-fit max-w-full items-center gap-1.5 rounded-control border px-3 text-left font-strong wrap-anywhere hover:bg-inset ${isStopped() ? 'border-alert text-alert' : 'border-control'}`}
          >
            <Icon
              of={isStopped() ? (tagTrouble(props.file, props.tagging) === 'consent' ? cameraOff : tag) : check}
              size="s"
            />
            <span class="min-w-0">{tagged()}</span>
          </button>
        </Show>
      </span>
      <Show when={item()?.state === 'failed' || item()?.state === 'stopped'}>
        <Button kind="quiet" onClick={() => props.attaching.retry(props.file.key)}>
          {t('message.retry')}
        </Button>
      </Show>
      <IconButton icon={x} label={t('file.remove', name())} onClick={() => props.attaching.remove(props.file.key)} />
    </li>
  )
}
