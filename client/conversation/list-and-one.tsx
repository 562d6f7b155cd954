import { type JSX, Show } from 'solid-js'

/** A list and what is opened from it: side by side where there is room, one after another on a phone. */
export function ListAndOne(props: { list: JSX.Element; one: JSX.Element; isOpen: boolean; idle: JSX.Element }) {
  return (
    <main
      id="main"
      class="detail:grid detail:h-[calc(100dvh-var(--strip,0px))] detail:grid-cols-[25rem_minmax(0,1fr)] detail:[--gutter:1rem]"
    >
      <div
        class={`min-w-0 detail:flex detail:min-h-0 detail:flex-col detail:border-r detail:border-hairline ${props.isOpen ? 'hidden' : ''}`}
      >
        {props.list}
      </div>
      <div
        class={`min-w-0 detail:h-auto detail:min-h-0 ${props.isOpen ? 'h-[calc(100dvh-var(--strip,0px))] huge:h-auto huge:min-h-[calc(100dvh-var(--strip,0px))]' : 'hidden detail:block'}`}
      >
        <Show when={props.isOpen} fallback={<div class="px-gutter pt-10">{props.idle}</div>}>
          {props.one}
        </Show>
      </div>
    </main>
  )
}
