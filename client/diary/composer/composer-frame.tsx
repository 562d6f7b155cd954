import { type JSX, Show } from 'solid-js'
import { useT } from '../../locales/words.ts'
import { clock } from '../../time.ts'
import { IconButton } from '../../ui/button.tsx'
import { x } from '../../ui/icons.ts'

/** The form of a composer: what it is about and when that was last kept, a body that scrolls, and a foot that stays. */
export function ComposerFrame(props: {
  title: string
  titleId?: string
  savedAt: number | null
  onPlace: () => void
  onClose: () => void
  foot: JSX.Element | undefined
  children: JSX.Element
}): JSX.Element {
  const t = useT('staff')
  return (
    <form
      onSubmit={(submit) => {
        submit.preventDefault()
        props.onPlace()
      }}
      onKeyDown={(press) => {
        if (press.key === 'Enter' && (press.ctrlKey || press.metaKey)) props.onPlace()
      }}
      class="flex h-full min-h-0 flex-col huge:h-auto"
    >
      <header class="flex min-h-18 items-center gap-1 pr-2 pl-5">
        <div class="min-w-0 grow py-2">
          <h2
            id={props.titleId}
            tabindex="-1"
            class="text-lg font-title tracking-[-0.012em] wrap-anywhere text-balance hyphens-auto"
          >
            {props.title}
          </h2>
          <p class="text-xs text-muted tabular-nums">
            <Show when={props.savedAt} fallback={t('composer.kept')}>
              {/* Words alone would stay as they first were: `Show` looks at what it calls only once. */}
              {(at) => <>{t('composer.saved', clock(at()))}</>}
            </Show>
          </p>
        </div>
        <IconButton icon={x} label={t('composer.close')} onClick={() => props.onClose()} />
      </header>
      <div class="grid min-h-0 flex-1 auto-rows-max grid-cols-1 content-start gap-3 overflow-y-auto px-5 pb-4 huge:flex-none huge:overflow-visible">
        {props.children}
      </div>
      <Show when={props.foot}>
        {(foot) => (
          <footer class="border-t border-hairline px-5 pt-3 pb-[calc(--spacing(5)+env(safe-area-inset-bottom))]">
            {foot()}
          </footer>
        )}
      </Show>
    </form>
  )
}
