import type { JSX } from 'solid-js'
import { useT } from '../locales/words.ts'
import { ButtonLink } from '../ui/button.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'

/** What was asked for is not here: it is not for whoever asked, or it could not be fetched. */
export function GoneNote(props: { fetched?: boolean; list: string }): JSX.Element {
  const t = useT('conversation')
  const isFetched = () => props.fetched ?? true
  return (
    <div class="px-gutter pt-6">
      <ScreenTitle>{t(isFetched() ? 'messages.gone' : 'messages.failed')}</ScreenTitle>
      <p class="mt-2 text-muted">{t(isFetched() ? 'messages.gone.text' : 'error.network')}</p>
      <ButtonLink href={props.list} class="mt-4">
        {t('messages.back')}
      </ButtonLink>
    </div>
  )
}
