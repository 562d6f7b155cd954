import { createEffect, createUniqueId, type JSX, on, Show } from 'solid-js'
import { longestMessage } from '../../backend/contract/conversation-limits.ts'
import { useT } from '../locales/words.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { arrowUp, check, loaderCircle, pencil, x } from '../ui/icons.ts'
import type { MessageDraft } from './message-draft.ts'

/** Whether Enter sends: where keys are pressed, not on the keyboard of a screen, which has no other way to a new line. */
const hasKeys = () => matchMedia('(hover: hover) and (pointer: fine)').matches

/** Where a message is written. Ctrl+Enter sends; so does Enter where there are keys, and with Shift it begins a line. */
export function MessageComposer(props: {
  draft: MessageDraft
  placeholder: string
  busy: boolean
  /** Before the field, such as templates. */
  before?: JSX.Element
  /** Above it: what will go along. */
  above?: JSX.Element
  /** Why what will go along keeps it from going. */
  stopped: string | null
  onTyping: () => void
  onSend: () => void
  /** Sends it and is done with the conversation; not offered where left out. */
  onSendDone?: (() => void) | undefined
  onStop: () => void
  ref?: (field: HTMLTextAreaElement) => void
}): JSX.Element {
  const t = useT('conversation')
  const id = createUniqueId()
  let field!: HTMLTextAreaElement
  const { draft } = props
  createEffect(
    on(
      draft.changing,
      (changing) => {
        if (changing) queueMicrotask(() => field.focus())
      },
      { defer: true },
    ),
  )
  const send = () => {
    if (draft.canGo() && !props.busy && !props.stopped) props.onSend()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && draft.changing()) {
      event.preventDefault()
      props.onStop()
      return
    }
    if (event.key !== 'Enter' || event.isComposing) return
    if (event.ctrlKey || event.metaKey || (hasKeys() && !event.shiftKey && !event.altKey)) {
      event.preventDefault()
      send()
    }
  }
  return (
    <form
      class="px-2 py-2"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Show when={draft.changing()}>
        <p class="flex items-center gap-2 pl-2 text-sm font-strong">
          <Icon of={pencil} size="s" class="text-accent" />
          <span class="min-w-0 grow">{t('compose.editing')}</span>
          <IconButton icon={x} label={t('compose.stop')} onClick={() => props.onStop()} />
        </p>
      </Show>
      {props.above}
      <div class="flex items-end gap-1.5 huge:flex-wrap huge:justify-end">
        {props.before}
        <textarea
          ref={(element) => {
            field = element
            props.ref?.(element)
          }}
          rows={1}
          aria-label={t('compose.label')}
          aria-describedby={draft.isCounted() ? id : undefined}
          aria-invalid={draft.left() < 0 ? 'true' : undefined}
          placeholder={props.placeholder}
          value={draft.text()}
          onInput={(input) => {
            draft.type(input.currentTarget.value)
            if (input.currentTarget.value.trim() !== '' && !draft.changing()) props.onTyping()
          }}
          onKeyDown={press}
          class={`block max-h-[38dvh] min-h-target min-w-0 grow huge:order-first huge:basis-full resize-none rounded-[1.375rem] bg-surface px-4 py-[calc((var(--target)-1.75rem)/2)] [field-sizing:content] ${draft.left() < 0 ? 'border-2 border-alert' : 'border border-control'}`}
        />
        <button
          type="submit"
          aria-label={t(draft.changing() ? 'compose.save' : 'compose.send')}
          title={t(draft.changing() ? 'compose.save' : 'compose.send')}
          aria-busy={props.busy || undefined}
          disabled={!draft.canGo() || props.busy || props.stopped !== null}
          class="inline-grid size-target shrink-0 place-items-center rounded-full bg-accent text-on-accent not-disabled:hover:bg-accent-hover disabled:cursor-not-allowed disabled:bg-inset disabled:text-muted"
        >
          <Icon
            of={props.busy ? loaderCircle : draft.changing() ? check : arrowUp}
            class={props.busy ? 'animate-turn' : ''}
          />
        </button>
      </div>
      <Show when={draft.canGo() && !draft.changing() && props.onSendDone}>
        {(sendDone) => (
          <p class="flex justify-end pt-1.5">
            <Button icon={check} disabled={props.busy || props.stopped !== null} onClick={() => sendDone()()}>
              {t('compose.sendDone')}
            </Button>
          </p>
        )}
      </Show>
      <Show when={props.stopped}>
        {(why) => (
          <p role="status" class="px-4 pt-1.5 text-sm text-muted">
            {why()}
          </p>
        )}
      </Show>
      <Show when={draft.isCounted()}>
        <p
          id={id}
          role="status"
          class={`px-4 pt-1 text-right text-sm tabular-nums ${draft.left() < 0 ? 'text-alert' : 'text-muted'}`}
        >
          {draft.left() < 0 ? t('text.over', -draft.left(), longestMessage) : t('text.left', draft.left())}
        </p>
      </Show>
    </form>
  )
}
