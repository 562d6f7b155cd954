import { type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { IconButton } from '../ui/button.tsx'
import { arrowLeft, search } from '../ui/icons.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { FindPanel } from './find-panel.tsx'
import type { MessagesPlace } from './messages-place.ts'

/** The list of conversations under its title; in its place what was found, while somebody looks for words. */
export function ListPane(props: {
  place: MessagesPlace
  opened: Id | null
  /** One conversation stands beside the list, or over it: the title of the screen is that one's. */
  isOne: boolean
  /** Is there anything to look in. */
  canFind: boolean
  /** Above the title. */
  strip?: JSX.Element
  /** Under the title. */
  under?: JSX.Element
  /** Beside the title. */
  tools: JSX.Element
  /** Above the list, where it stays in sight. */
  above?: JSX.Element
  children: JSX.Element
}): JSX.Element {
  const t = useT('conversation')
  const { finding, at, address, find, findWords, leaveFinding } = props.place
  const title = () => t(finding() === null ? 'messages.title' : 'find.title')
  return (
    <section aria-label={t('messages.list')} class="detail:flex detail:min-h-0 detail:flex-col">
      {props.strip}
      <header class="flex flex-wrap items-center gap-x-1 gap-y-2 px-gutter pt-4 pb-3">
        <Show when={finding() !== null}>
          <IconButton
            icon={arrowLeft}
            label={t('messages.back')}
            class="-ml-3"
            onClick={() => leaveFinding(props.opened)}
          />
        </Show>
        <div class="min-w-0 flex-1 basis-40">
          <Show when={props.isOne} fallback={<ScreenTitle>{title()}</ScreenTitle>}>
            <h2 class="text-2xl font-title">{title()}</h2>
          </Show>
          {props.under}
        </div>
        <Show when={finding() === null}>
          <Show when={props.canFind}>
            <IconButton icon={search} label={t('find.open')} onClick={find} />
          </Show>
          {props.tools}
        </Show>
      </header>
      <Show when={finding() === null}>{props.above}</Show>
      <div class="detail:min-h-0 detail:overflow-y-auto">
        <Show
          when={finding() === null}
          fallback={
            <FindPanel
              words={finding() ?? ''}
              current={at()}
              addressOf={(id, seq) => address(id, { at: String(seq) })}
              onFind={findWords}
            />
          }
        >
          {props.children}
        </Show>
      </div>
    </section>
  )
}
