import { createEffect, createSignal, type JSX, on } from 'solid-js'
import { Later } from './later.tsx'
import { SkeletonCards } from './skeleton.tsx'

const look =
  'max-w-text text-pretty wrap-anywhere hyphens-auto [&_h2]:mb-2 [&_h2]:text-xl [&_h2]:font-title [&_h2]:tracking-[-0.012em] [&_h2]:text-balance [&_h3]:mt-7 [&_h3]:mb-1 [&_h3]:text-lg [&_h3]:tracking-[-0.012em] [&_h3]:text-balance [&_h4]:mt-5 [&_h4]:font-strong [&_p]:mt-3 [&_ul]:mt-3 [&_ul]:list-disc [&_ul]:pl-5 [&_ol]:mt-3 [&_ol]:list-decimal [&_ol]:pl-5 [&_li]:mt-1.5 [&_a]:text-accent [&_a]:underline [&_a]:underline-offset-[.2em] [&_hr]:my-6 [&_hr]:border-hairline [&_blockquote]:border-l-2 [&_blockquote]:border-hairline [&_blockquote]:pl-4 [&_pre]:overflow-x-auto [&_img]:hidden'

/** Headings one level lower: the screen has its own title. What was written as a tag is escaped and never matches. */
const lowered = (html: string): string =>
  html.replace(/<(\/?)h([1-6])>/g, (_, end: string, level: string) => `<${end}h${Math.min(6, Number(level) + 1)}>`)

/** Markdown as it reads; tags, scripts and addresses that run something are shown as text or left out. */
export function Markdown(props: { text: string; loading: string }): JSX.Element {
  const [html, setHtml] = createSignal<string>()
  createEffect(
    on(
      () => props.text,
      async (text) => {
        const { micromark } = await import('micromark')
        if (text === props.text) setHtml(lowered(micromark(text)))
      },
    ),
  )
  return (
    <>
      {html() === undefined ? (
        <Later>
          <SkeletonCards count={2} label={props.loading} />
        </Later>
      ) : (
        <div class={look} innerHTML={html()} />
      )}
    </>
  )
}
