import { For, type JSX } from 'solid-js'
import { piecesOf } from './text-pieces.ts'

/** What somebody wrote, as text; addresses of the web in it can be followed. */
export function LinkText(props: { text: string }): JSX.Element {
  return (
    <For each={piecesOf(props.text)}>
      {({ text, href }) =>
        href ? (
          <a
            href={href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            class="-my-2.5 inline-block max-w-full py-2.5 text-accent underline underline-offset-[.2em] wrap-anywhere"
          >
            {text}
          </a>
        ) : (
          text
        )
      }
    </For>
  )
}
