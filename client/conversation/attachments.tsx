import { createSignal, type JSX, Show } from 'solid-js'
import type { Attachment } from '../../backend/contract/attachment.ts'
import type { Message } from '../../backend/contract/message.ts'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { Picture } from '../photo/picture.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { download as downloadIcon, fileText, loaderCircle } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { AttachmentViewer } from './attachment-viewer.tsx'
import { sizeWords } from './file-words.ts'
import { type PhotoAttachment, saveAttachment } from './save-attachment.ts'

type DocumentAttachment = Extract<Attachment, { kind: 'document' }>

/** Of one photo the shape, within bounds; of several a square each. */
const ratio = ({ width, height }: PhotoAttachment) => Math.min(1.8, Math.max(0.65, width / height))

/** What came with a message: its photos in boxes that are there before they are, and its documents as rows. */
export function Attachments(props: { message: Message }): JSX.Element {
  const t = useT('conversation')
  const [opened, setOpened] = createSignal<Id | null>(null)
  const photos = () => props.message.attachments.filter((one) => one.kind === 'photo')
  const documents = () => props.message.attachments.filter((one) => one.kind === 'document')
  const indexOf = (photo: PhotoAttachment) => photos().findIndex(({ id }) => id === photo.id)
  /** The first of an odd number. */
  const isWide = (photo: PhotoAttachment) => photos().length > 1 && photos().length % 2 === 1 && indexOf(photo) === 0
  const alt = (n: number) => t('file.alt', n + 1, photos().length, props.message.author)
  return (
    <div class="grid w-[min(20rem,72vw)] max-w-full grid-cols-[minmax(0,1fr)] gap-1.5 text-left">
      <Show when={photos().length > 0}>
        <div
          class={`grid gap-1 overflow-hidden rounded-[1.125rem] ${photos().length > 1 ? 'grid-cols-2' : 'grid-cols-1'}`}
        >
          <Keyed each={photos()} by={({ id }) => id}>
            {(photo) => (
              <button
                type="button"
                aria-haspopup="dialog"
                aria-label={t('file.open', alt(indexOf(photo())))}
                data-attachment={photo().id}
                onClick={() => setOpened(photo().id)}
                class={`block min-w-0 focus-visible:-outline-offset-3 ${isWide(photo()) ? 'col-span-2' : ''}`}
                style={{
                  'aspect-ratio': photos().length === 1 ? ratio(photo()) : isWide(photo()) ? '16 / 9' : '1',
                }}
              >
                <Picture
                  source={{ kind: 'attachment', id: photo().id, conversationId: props.message.conversationId }}
                  picture={photo()}
                  alt={alt(indexOf(photo()))}
                  class="size-full"
                />
              </button>
            )}
          </Keyed>
        </div>
      </Show>
      <Keyed each={documents()} by={({ id }) => id}>
        {(document) => <DocumentRow conversationId={props.message.conversationId} document={document()} />}
      </Keyed>
      <Show when={opened() !== null}>
        <AttachmentViewer
          conversationId={props.message.conversationId}
          photos={photos()}
          opened={opened()!}
          alt={(photo) => alt(indexOf(photo))}
          onShow={setOpened}
          onClose={() => setOpened(null)}
        />
      </Show>
    </div>
  )
}

function DocumentRow(props: { conversationId: Id; document: DocumentAttachment }): JSX.Element {
  const t = useT('conversation')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  async function save(): Promise<void> {
    setBusy(true)
    setError(undefined)
    await saveAttachment(props.conversationId, props.document).catch((cause: unknown) => setError(() => cause))
    setBusy(false)
  }
  return (
    <>
      <button
        type="button"
        disabled={busy()}
        aria-busy={busy() || undefined}
        aria-label={t('file.download', props.document.name, sizeWords(props.document.bytes))}
        data-attachment={props.document.id}
        onClick={() => void save()}
        class="flex min-h-target w-full items-center gap-3 rounded-[1.125rem] border border-hairline bg-surface px-3 py-2 text-left hover:bg-inset"
      >
        <Icon of={fileText} class="shrink-0 text-accent" />
        <span class="min-w-0 grow">
          <b class="line-clamp-2 font-strong wrap-anywhere">{props.document.name}</b>
          <span class="block text-sm text-muted tabular-nums">{t('file.pdf', sizeWords(props.document.bytes))}</span>
        </span>
        <Icon
          of={busy() ? loaderCircle : downloadIcon}
          size="m"
          class={`shrink-0 text-muted ${busy() ? 'animate-turn' : ''}`}
        />
      </button>
      <Show when={error()}>
        <ErrorNote error={error()} />
      </Show>
    </>
  )
}
