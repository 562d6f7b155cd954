import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { maxTextLength } from '../../../backend/contract/diary-text.ts'
import type { GroupChild } from '../../../backend/contract/group.ts'
import type { Id } from '../../../backend/contract/values.ts'
import { useT } from '../../locales/words.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { chevronDown, pencil } from '../../ui/icons.ts'
import { type Draft, factsFor, textFor, withOtherText } from './draft.ts'
import { useDraftWords } from './draft-words.ts'
import { looks } from './fact-kinds.ts'
import { textAsRead } from './post.ts'
import { TextPart } from './text-part.tsx'
import { WhoChoice } from './who-choice.tsx'

/** What one child's family will read, while it is being written; here a child can get a text of its own. */
export function Preview(props: {
  draft: Draft
  chosen: readonly GroupChild[]
  timeZone: string
  onChange: (how: (draft: Draft) => Draft) => void
}): JSX.Element {
  const t = useT('staff')
  const words = useDraftWords(() => props.timeZone)
  const [open, setOpen] = createSignal(false)
  const [childId, setChildId] = createSignal<Id | null>(null)
  const child = createMemo(() => props.chosen.find(({ id }) => id === childId()) ?? props.chosen[0])
  const own = (id: Id) => props.draft.others[id]?.text !== undefined
  return (
    <Show when={child()}>
      {(reader) => (
        <section aria-label={t('preview.title', reader().callName)} class="border-t border-hairline">
          <button
            type="button"
            aria-expanded={open()}
            onClick={() => setOpen(!open())}
            class="-mx-2 flex min-h-target w-[calc(100%+1rem)] items-center gap-2 rounded-control px-2 text-left text-sm font-[560] hover:bg-inset"
          >
            <span class="grow">{t('preview.title', reader().callName)}</span>
            <Icon of={chevronDown} size="m" class={`text-muted ${open() ? 'rotate-180' : ''}`} />
          </button>
          <Show when={open()}>
            <div class="grid gap-3 pt-1">
              <Show when={props.chosen.length > 1}>
                <WhoChoice label={t('preview.who')} children={props.chosen} value={reader().id} onChange={setChildId} />
              </Show>
              <div class="rounded-control bg-inset p-3">
                <Show
                  when={textFor(props.draft, reader().id).trim() !== ''}
                  fallback={<p class="text-sm text-muted">{t('preview.noText')}</p>}
                >
                  <p class="wrap-anywhere whitespace-pre-wrap">{textAsRead(props.draft, reader())}</p>
                </Show>
                <ul class="mt-1 grid gap-1 text-sm empty:hidden">
                  <For each={factsFor(props.draft, reader().id)}>
                    {(fact) => (
                      <li class="grid grid-cols-[3rem_1.25rem_1fr] gap-2">
                        <span class="text-muted tabular-nums">{words.time(fact)}</span>
                        <Icon of={looks[fact.kind].icon} size="s" class="mt-0.5" />
                        <span class="min-w-0 wrap-anywhere">
                          <b>{t(`kind.${fact.kind}`)}</b> {words.whole(fact, props.draft.day)}
                        </span>
                      </li>
                    )}
                  </For>
                </ul>
              </div>
              <Show when={props.chosen.length > 1}>
                <Show
                  when={own(reader().id)}
                  fallback={
                    <Button
                      icon={pencil}
                      onClick={() =>
                        props.onChange((draft) => withOtherText(draft, reader().id, textFor(draft, reader().id)))
                      }
                    >
                      {t('preview.own', reader().callName)}
                    </Button>
                  }
                >
                  <TextPart
                    label={t('preview.ownText', reader().callName)}
                    placeholder={t('preview.ownText', reader().callName)}
                    value={textFor(props.draft, reader().id)}
                    named={false}
                    most={maxTextLength}
                    onChange={(text) => props.onChange((draft) => withOtherText(draft, reader().id, text))}
                  />
                  <Button onClick={() => props.onChange((draft) => withOtherText(draft, reader().id, undefined))}>
                    {t('preview.same')}
                  </Button>
                </Show>
              </Show>
            </div>
          </Show>
        </section>
      )}
    </Show>
  )
}
