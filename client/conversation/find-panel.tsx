import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import { isSearchable, longestSearch } from '../../backend/contract/conversation-limits.ts'
import { call, type Reply } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { search } from '../ui/icons.ts'
import { shortWhen } from './conversation-row.tsx'
import { useFileWords } from './file-words.ts'

type Found = Reply<'searchMessages'>['found']
type Piece = Found[number]['excerpt'][number]

/** What came with a message whose text says nothing. */
const attachedOf = ({ attachments }: Found[number]['message']) => ({
  photos: attachments.filter(({ kind }) => kind === 'photo').length,
  documents: attachments.filter(({ kind }) => kind === 'document').length,
  name: attachments.find((one) => one.kind === 'document')?.name ?? null,
})

const Marked = (props: { pieces: Piece[] }): JSX.Element => (
  <For each={props.pieces}>
    {({ text, marked }) =>
      marked ? <mark class="rounded-sm bg-accent-tint px-0.5 font-strong text-ink">{text}</mark> : text
    }
  </For>
)

/** Looks for words in the conversations that this person reads. */
export function FindPanel(props: {
  /** What the address says was looked for. */
  words: string
  /** Where a message that was found stands. */
  addressOf: (conversationId: string, seq: number) => string
  current: number | null
  onFind: (words: string) => void
}): JSX.Element {
  const t = useT('conversation')
  const files = useFileWords()
  const [typed, setTyped] = createSignal(props.words)
  const [asked, setAsked] = createSignal('')
  const [found, setFound] = createSignal<Found>()
  const [older, setOlder] = createSignal<string | null>(null)
  const [busy, setBusy] = createSignal(false)
  const [short, setShort] = createSignal(false)
  const [error, setError] = createSignal<unknown>()

  async function find(words: string, before?: string): Promise<void> {
    setBusy(true)
    setError(undefined)
    setAsked(words)
    if (before === undefined) {
      setFound(undefined)
      setOlder(null)
    }
    try {
      const reply = await call('searchMessages', { query: { words, ...(before !== undefined && { before }) } })
      if (asked() !== words) return
      setFound((all) => (before === undefined ? reply.found : [...(all ?? []), ...reply.found]))
      setOlder(reply.older)
    } catch (cause) {
      if (asked() === words) setError(() => cause)
    } finally {
      if (asked() === words) setBusy(false)
    }
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const words = typed().trim()
    setShort(!isSearchable(words))
    if (!isSearchable(words)) {
      setAsked('')
      setFound(undefined)
      setOlder(null)
      setBusy(false)
      return
    }
    props.onFind(words)
    void find(words)
  }
  /** Who wrote about whom, with the name to be marked by which it was found. */
  const by = (author: string, child: string, marked: boolean): Piece[] => {
    const line = t('find.by', author, child)
    const at = line.indexOf(author)
    return [
      { text: line.slice(0, at), marked: false },
      { text: author, marked },
      { text: line.slice(at + author.length), marked: false },
    ]
  }
  let form!: HTMLFormElement
  onMount(() => {
    if (isSearchable(props.words)) void find(props.words)
    else form.querySelector('input')?.focus()
  })
  return (
    <div class="px-gutter pb-6">
      <search>
        <form ref={form} class="flex items-start gap-2 huge:flex-col" novalidate onSubmit={submit}>
          <div class="min-w-0 grow huge:w-full">
            <Field
              label={t('find.label')}
              quietLabel
              type="search"
              enterkeyhint="search"
              autocomplete="off"
              maxLength={longestSearch}
              placeholder={t('find.label')}
              value={typed()}
              error={short() ? t('find.short') : undefined}
              onInput={(input) => setTyped(input.currentTarget.value)}
            />
          </div>
          <Button type="submit" icon={search} busy={busy()}>
            {t('find.action')}
          </Button>
        </form>
      </search>
      <Show when={error()}>
        <div class="pt-3">
          <ErrorNote error={error()} onRetry={() => void find(asked())} />
        </div>
      </Show>
      <p role="status" class="pt-3 pb-1 text-sm wrap-anywhere text-muted">
        <Show when={busy()}>{t('find.busy')}</Show>
        <Show when={!busy() && found()}>
          {(list) => (list().length === 0 ? t('find.none', asked()) : t('find.found', list().length))}
        </Show>
      </p>
      <Show when={!busy() && found()?.length === 0}>
        <p class="text-sm text-muted">{t('find.none.text')}</p>
      </Show>
      <ul class="-mx-gutter divide-y divide-hairline border-hairline empty:hidden">
        <For each={found() ?? []}>
          {({ message, child, authorMarked, excerpt }) => (
            <li>
              <a
                id={`found-${message.id}`}
                data-stay
                href={props.addressOf(message.conversationId, message.seq)}
                aria-current={props.current === message.seq ? 'true' : undefined}
                class="block min-h-target px-gutter py-3 hover:bg-inset focus-visible:-outline-offset-3"
              >
                <span class="flex flex-wrap items-baseline justify-between gap-x-3">
                  <b class="min-w-0 wrap-anywhere">
                    <Marked pieces={by(message.author, child.callName, authorMarked)} />
                  </b>
                  <time class="text-sm text-muted" datetime={message.sentAt}>
                    {shortWhen(message.sentAt)}
                  </time>
                </span>
                <span class="mt-0.5 line-clamp-3 text-sm wrap-anywhere">
                  <Show when={excerpt.length > 0} fallback={files.attached(attachedOf(message))}>
                    <Marked pieces={excerpt} />
                  </Show>
                </span>
              </a>
            </li>
          )}
        </For>
      </ul>
      <Show when={older()}>
        {(before) => (
          <Button wide busy={busy()} disabled={busy()} onClick={() => void find(asked(), before())}>
            {t('find.more')}
          </Button>
        )}
      </Show>
    </div>
  )
}
