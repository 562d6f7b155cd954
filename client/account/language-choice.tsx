import type { JSX } from 'solid-js'
import type { Language } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { Segmented } from '../ui/segmented.tsx'

/** Nederlands or English. */
export function LanguageChoice(props: { onChange: (language: Language) => void }): JSX.Element {
  const t = useT()
  return (
    <Segmented<Language>
      label={t('more.language')}
      value={language()}
      options={[
        { value: 'nl', label: t('language.nl') },
        { value: 'en', label: t('language.en') },
      ]}
      onChange={(next) => props.onChange(next)}
    />
  )
}
