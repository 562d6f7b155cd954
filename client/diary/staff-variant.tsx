import { createSignal, type JSX, Show } from 'solid-js'
import type { StaffEntry } from '../../backend/contract/diary.ts'
import { language, useT } from '../locales/words.ts'
import { listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { history, pencil, trash } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { FactList } from './fact-list.tsx'
import { PostText } from './staff-post-head.tsx'
import type { Line, PostActions, Variant } from './staff-posts.ts'
import { SendPart } from './staff-send.tsx'

/** What stands about the children of a post who share the same words, with what can be done with it. */
export function VariantPart(props: {
  variant: Variant
  several: boolean
  ruled: boolean
  nameOf: (childId: string) => string
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
  const mayEdit = ({ entry }: Line) => entry && props.mayEdit(entry) && entry
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
        <PostText text={one() ? (lines()[0]?.text ?? '') : props.variant.text} />
      </Show>
      <FactList facts={props.variant.facts} />
      <Show when={entries().length > 0 && send()}>
        {(known) => <SendPart send={known()} actions={props.actions} />}
      </Show>
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
            <Keyed each={lines()} by={({ childId }) => childId}>
              {(line) => (
                <li class="flex flex-wrap items-center gap-1 border-b border-hairline py-1 pr-2 pl-4 last:border-b-0">
                  <span class="min-w-20 grow">{props.nameOf(line().childId)}</span>
                  <Show when={line().entry?.edited}>
                    <Button kind="quiet" icon={history} onClick={() => props.actions.history(line())}>
                      {t('history.show')}
                    </Button>
                  </Show>
                  <Show when={mayEdit(line())}>
                    {(entry) => (
                      <EntryButtons
                        label={props.nameOf(line().childId)}
                        onEdit={() => props.actions.correct({ ...props.variant, lines: [line()] }, [entry()])}
                        onRemove={() => props.actions.remove([entry()])}
                      />
                    )}
                  </Show>
                </li>
              )}
            </Keyed>
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
