import type { JSX } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import { useT } from '../locales/words.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'

/** What somebody who is signed in still has to do before going on. */
export function GateScreen(_props: { me: Me }): JSX.Element {
  const t = useT('account')
  return (
    <main id="main" class="mx-auto max-w-timeline px-gutter pt-10">
      <ScreenTitle>{t('gate.title')}</ScreenTitle>
    </main>
  )
}
