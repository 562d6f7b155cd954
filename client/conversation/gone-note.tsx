import { type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { KeptDraft } from './kept-draft.tsx'

/** What was asked for is not here: it is not for whoever asked, or it could not be fetched. */
export function GoneNote(props: {
  fetched?: boolean
  list: string
  /** What this person was writing there. */
  draft?: string
  onRetry?: () => void
}): JSX.Element {
  const t = useT('conversation')
  const isFetched = () => props.fetched ?? true
  return (
    <div class="px-gutter pt-6">
      <ScreenTitle>{t(isFetched() ? 'messages.gone' : 'messages.failed')}</ScreenTitle>
      <p class="mt-2 text-muted">{t(isFetched() ? 'messages.gone.text' : 'error.network')}</p>
      <KeptDraft text={props.draft ?? ''} />
      <p class="mt-4 flex flex-wrap gap-2">
        <Show when={!isFetched() && props.onRetry}>
          {(retry) => (
            <Button kind="primary" onClick={() => retry()()}>
              {t('action.retry')}
            </Button>
          )}
        </Show>
        <ButtonLink href={props.list}>{t('messages.back')}</ButtonLink>
      </p>
    </div>
  )
}
