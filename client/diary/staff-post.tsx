import { createSignal, For, type JSX, Show } from 'solid-js'
import type { StaffEntry } from '../../backend/contract/diary.ts'
import { useSendWords } from '../group/outbox-words.ts'
import { SendActions } from '../group/send-actions.tsx'
import { language, useT } from '../locales/words.ts'
import { isStuck, type Send } from '../outbox-state.ts'
import { clock, listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Icon } from '../ui/icon.tsx'
import { check, clock as clockIcon, history, pencil, trash, triangleAlert } from '../ui/icons.ts'
import { Tag } from '../ui/tag.tsx'
import { FactList } from './fact-list.tsx'
import type { Line, Post, Variant } from './staff-posts.ts'

export interface PostActions {
  correct: (variant: Variant, entries: readonly StaffEntry[]) => void
  remove: (entries: readonly StaffEntry[]) => void
  history: (line: Line) => void
  change: (send: Send) => void
  compare: (send: Send) => void
}

type Names = (id: string) => string

/** What was written at one time, for one or several children. */
export function PostCard(props: {
  post: Post
  nameOf: Names
  initialsOf: Names
  mayEdit: (entry: StaffEntry) => boolean
  actions: PostActions
}): JSX.Element {
  const t = useT('staff')
  const children = () => props.post.variants.flatMap(({ lines }) => lines.map(({ childId }) => childId))
  const names = () => listed(children().map(props.nameOf), language())
  return (
    <Card as="article" data-post={props.post.id} aria-label={names()}>
      <header class="flex items-start gap-3 p-4 pb-3">
        <span class="flex shrink-0" aria-hidden="true">
          <For each={children().slice(0, 3)}>
            {(id, index) => (
              <span class={`rounded-full outline-2 outline-surface ${index() > 0 ? '-ml-2.5' : ''}`}>
                <Tag id={id} initials={props.initialsOf(id)} />
              </span>
            )}
          </For>
        </span>
        <div class="min-w-0 grow">
          <h3 class="leading-5.5 wrap-anywhere">{names()}</h3>
          <p class="text-xs text-muted">
            {children().length > 1 ? t('post.by', props.post.author, children().length) : props.post.author}
          </p>
        </div>
        <time datetime={props.post.aboutAt} class="text-sm leading-5.5 text-muted">
          {clock(props.post.aboutAt, language())}
        </time>
      </header>
      <For each={props.post.variants}>
        {(variant, index) => (
          <VariantPart
            variant={variant}
            several={props.post.variants.length > 1}
            ruled={index() > 0}
            nameOf={props.nameOf}
            mayEdit={props.mayEdit}
            actions={props.actions}
          />
        )}
      </For>
    </Card>
  )
}

function VariantPart(props: {
  variant: Variant
  several: boolean
  ruled: boolean
  nameOf: Names
  mayEdit: (entry: StaffEntry) => boolean
  actions: PostActions
}): JSX.Element {
  const t = useT('staff')
  const [perChild, setPerChild] = createSignal(false)
  const lines = () => props.variant.lines
  const send = () => lines()[0]?.send ?? null
  const entries = () => lines().flatMap(({ entry }) => entry ?? [])
  const editable = () => entries().length === lines().length && entries().every(props.mayEdit) && !send()
  const edited = () => entries().some((entry) => entry.edited)
  const one = () => lines().length === 1
  return (
    <div class={props.ruled ? 'border-t border-hairline pt-3' : ''}>
      <Show when={props.several}>
        <p class="px-4 pb-1 text-sm font-strong">
          {listed(
            lines().map(({ childId }) => props.nameOf(childId)),
            language(),
          )}
        </p>
      </Show>
      <Show when={props.variant.text.trim() !== ''}>
        <p class="max-w-[38em] px-4 pb-3 text-pretty wrap-anywhere whitespace-pre-wrap">
          <For each={(one() ? (lines()[0]?.text ?? '') : props.variant.text).split('{name}')}>
            {(part, index) => (
              <>
                <Show when={index() > 0}>
                  <span class="rounded-inner bg-inset px-1.5 py-0.5 text-muted">{t('post.name')}</span>
                </Show>
                {part}
              </>
            )}
          </For>
        </p>
      </Show>
      <FactList facts={props.variant.facts} />
      <Show when={send()}>{(known) => <SendPart send={known()} actions={props.actions} />}</Show>
      <Show when={!send() && (edited() || editable())}>
        <div class="flex flex-wrap items-center gap-1 border-t border-hairline px-2 py-1">
          <Show when={edited()}>
            <span class="px-2 text-xs text-muted">{t('post.edited')}</span>
          </Show>
          <span class="grow" />
          <Show when={one() && edited()}>
            <Button kind="quiet" icon={history} onClick={() => lines()[0] && props.actions.history(lines()[0] as Line)}>
              {t('history.show')}
            </Button>
          </Show>
          <Show when={!one()}>
            <Button kind="quiet" aria-expanded={perChild()} onClick={() => setPerChild(!perChild())}>
              {t('post.perChild')}
            </Button>
          </Show>
          <Show when={editable()}>
            <EntryButtons
              label={listed(
                lines().map(({ childId }) => props.nameOf(childId)),
                language(),
              )}
              onEdit={() => props.actions.correct(props.variant, entries())}
              onRemove={() => props.actions.remove(entries())}
            />
          </Show>
        </div>
        <Show when={perChild() && !one()}>
          <ul class="border-t border-hairline">
            <For each={lines()}>
              {(line) => (
                <li class="flex flex-wrap items-center gap-1 border-b border-hairline py-1 pr-2 pl-4 last:border-b-0">
                  <span class="min-w-20 grow">{props.nameOf(line.childId)}</span>
                  <Show when={line.entry?.edited}>
                    <Button kind="quiet" icon={history} onClick={() => props.actions.history(line)}>
                      {t('history.show')}
                    </Button>
                  </Show>
                  <Show when={line.entry && props.mayEdit(line.entry) && line.entry}>
                    {(entry) => (
                      <EntryButtons
                        label={props.nameOf(line.childId)}
                        onEdit={() => props.actions.correct({ ...props.variant, lines: [line] }, [entry()])}
                        onRemove={() => props.actions.remove([entry()])}
                      />
                    )}
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Show>
    </div>
  )
}

function EntryButtons(props: { label: string; onEdit: () => void; onRemove: () => void }): JSX.Element {
  const t = useT('staff')
  return (
    <>
      <Button kind="quiet" icon={pencil} aria-label={t('post.edit', props.label)} onClick={() => props.onEdit()}>
        {t('action.edit')}
      </Button>
      <Button
        kind="quiet"
        icon={trash}
        aria-label={t('post.remove', props.label)}
        class="text-alert!"
        onClick={() => props.onRemove()}
      >
        {t('action.remove')}
      </Button>
    </>
  )
}

function SendPart(props: { send: Send; actions: PostActions }): JSX.Element {
  const words = useSendWords()
  const stuck = () => isStuck(props.send)
  return (
    <div class={`grid gap-2 border-t px-4 py-2 ${stuck() ? 'border-alert-edge bg-alert-tint' : 'border-hairline'}`}>
      <p role="status" class={`flex min-h-8 items-center gap-1.5 text-sm ${stuck() ? 'text-alert' : 'text-muted'}`}>
        <Icon of={stuck() ? triangleAlert : props.send.state === 'sent' ? check : clockIcon} size="s" />
        {words.state(props.send)}
      </p>
      <Show when={stuck() || props.send.held || props.send.state === 'failed'}>
        <Show when={words.problem(props.send)}>{(problem) => <p class="text-sm">{problem()}</p>}</Show>
        <SendActions send={props.send} onChange={props.actions.change} onCompare={props.actions.compare} />
      </Show>
    </div>
  )
}
