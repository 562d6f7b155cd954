import type { JSX } from 'solid-js'
import type { Language } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { askLanguage } from './asked-language.ts'
import { LanguageChoice } from './language-choice.tsx'

/** A page for who has no session yet: one column, and the choice of language below it. */
export function OpenPage(props: {
  title: string
  intro?: string | undefined
  children?: JSX.Element
  onLanguage?: (language: Language) => void
}): JSX.Element {
  const t = useT()
  return (
    <main id="main" class="mx-auto grid min-h-dvh w-full max-w-[26rem] content-center gap-6 px-gutter py-8">
      <div>
        <p class="mb-6 flex items-center gap-3 font-strong">
          <img src="/icon.svg" alt="" class="size-12" width="48" height="48" />
          {t('app.name')}
        </p>
        <ScreenTitle>{props.title}</ScreenTitle>
        <p class="mt-1 text-pretty wrap-anywhere text-muted empty:hidden">{props.intro}</p>
      </div>
      {props.children}
      <LanguageChoice
        onChange={(next) => {
          props.onLanguage?.(next)
          askLanguage(next)
        }}
      />
    </main>
  )
}
