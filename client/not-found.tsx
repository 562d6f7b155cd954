import type { JSX } from 'solid-js'
import { useT } from './locales/words.ts'
import { ButtonLink } from './ui/button.tsx'
import { ScreenTitle } from './ui/screen-title.tsx'

/** An address that leads nowhere. */
export function NotFound(): JSX.Element {
  const t = useT()
  return (
    <main id="main" class="px-gutter pt-6">
      <ScreenTitle>{t('notFound.title')}</ScreenTitle>
      <p class="mt-2 mb-5 text-muted">{t('notFound.text')}</p>
      <ButtonLink href="/" kind="primary">
        {t('notFound.home')}
      </ButtonLink>
    </main>
  )
}
