import { type JSX, Show } from 'solid-js'
import { useT } from '../../locales/words.ts'
import { clock } from '../../time.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { arrowLeft, x } from '../../ui/icons.ts'

/** Is a dialog open over the form, so that what is pressed is meant for that. */
const isCovered = (form: Element) =>
  [...document.querySelectorAll('dialog:modal')].some((dialog) => !dialog.contains(form))

/**
 * The form of a composer: what it is about and when that was last kept, a body that scrolls, and a foot that stays. What it is
 * about can stand beside these, and stays in sight then.
 */
export function ComposerFrame(props: {
  title: string
  titleId?: string
  savedAt: number | null
  onPlace: () => void
  onClose: () => void
  foot: JSX.Element | undefined
  /** Where closing leads, where that is to be said. */
  back?: string | undefined
  /** Stands at the right of the title. */
  standing?: JSX.Element
  /** Takes the wide side; on a phone it lies above the body. */
  beside?: JSX.Element
  children: JSX.Element
}): JSX.Element {
  const t = useT('staff')
  return (
    <form
      onSubmit={(submit) => {
        submit.preventDefault()
        if (!isCovered(submit.currentTarget)) props.onPlace()
      }}
      onKeyDown={(press) => {
        if (press.key !== 'Enter' || !(press.ctrlKey || press.metaKey)) return
        if (!isCovered(press.currentTarget)) props.onPlace()
      }}
      data-composer
      class="flex h-full min-h-0 flex-col huge:h-auto"
    >
      <header
        class={`flex min-h-18 shrink-0 items-center gap-1 ${props.back ? 'border-b border-hairline pr-4 pl-2' : 'pr-2 pl-5'}`}
      >
        <Show when={props.back}>
          {(back) => (
            <Button kind="quiet" icon={arrowLeft} aria-label={back()} class="mr-1" onClick={() => props.onClose()}>
              <span class="hidden rail:inline huge:hidden">{back()}</span>
            </Button>
          )}
        </Show>
        <div class="min-w-0 grow py-2">
          {/* Where it leads back it has taken the place of the screen, and of its title. */}
          <h2
            role={props.back ? 'heading' : undefined}
            aria-level={props.back ? 1 : undefined}
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
        {props.standing}
        <Show when={!props.back}>
          <IconButton icon={x} label={t('composer.close')} onClick={() => props.onClose()} />
        </Show>
      </header>
      <div class="flex min-h-0 flex-1 flex-col rail:flex-row huge:flex-none huge:flex-col">
        {props.beside}
        <div
          class={`flex min-h-0 flex-1 flex-col huge:flex-none ${props.beside ? 'border-t border-hairline rail:w-88 rail:flex-none rail:border-t-0 rail:border-l detail:w-96 huge:w-auto huge:border-l-0' : ''}`}
        >
          <div class="grid min-h-0 flex-1 auto-rows-max grid-cols-1 content-start gap-3 overflow-y-auto px-5 pt-1 pb-4 huge:flex-none huge:overflow-visible">
            {props.children}
          </div>
          <Show when={props.foot}>
            {(foot) => (
              <footer class="border-t border-hairline px-5 pt-3 pb-[calc(--spacing(5)+env(safe-area-inset-bottom))]">
                {foot()}
              </footer>
            )}
          </Show>
        </div>
      </div>
    </form>
  )
}
