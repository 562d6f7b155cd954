import type { JSX } from 'solid-js'
import type { NewGuardian } from '../../backend/contract/administration.ts'
import { useT } from '../locales/words.ts'
import { Field, Select } from '../ui/field.tsx'

/** A guardian while being filled in: whether there is authority is asked, never assumed. */
export type DraftGuardian = Omit<NewGuardian, 'parentalAuthority'> & { parentalAuthority: boolean | null }

export const emptyGuardian = (): DraftGuardian => ({
  firstName: '',
  lastName: '',
  email: '',
  language: 'nl',
  parentalAuthority: null,
})

/** What must be there before it can be sent, by field. */
export function lackingOf(guardian: DraftGuardian): Partial<Record<keyof DraftGuardian, 'empty'>> {
  const lacking: Partial<Record<keyof DraftGuardian, 'empty'>> = {}
  for (const field of ['firstName', 'lastName', 'email'] as const)
    if (guardian[field].trim() === '') lacking[field] = 'empty'
  if (guardian.parentalAuthority === null) lacking.parentalAuthority = 'empty'
  return lacking
}

/** The fields of one guardian. */
export function GuardianFields(props: {
  guardian: DraftGuardian
  set: (given: Partial<DraftGuardian>) => void
  problem: (field: keyof DraftGuardian) => string | undefined
}): JSX.Element {
  const t = useT('office')
  const set = (given: Partial<DraftGuardian>) => props.set(given)
  const authority = () =>
    props.guardian.parentalAuthority === null ? '' : props.guardian.parentalAuthority ? 'with' : 'without'
  return (
    <div class="grid gap-4 rail:grid-cols-2">
      <Field
        label={t('administration.field.firstName')}
        value={props.guardian.firstName}
        maxlength={100}
        autocomplete="off"
        onInput={(event) => set({ firstName: event.currentTarget.value })}
        error={props.problem('firstName')}
      />
      <Field
        label={t('administration.field.lastName')}
        value={props.guardian.lastName}
        maxlength={100}
        autocomplete="off"
        onInput={(event) => set({ lastName: event.currentTarget.value })}
        error={props.problem('lastName')}
      />
      <Field
        label={t('administration.field.email')}
        type="email"
        inputmode="email"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        maxlength={254}
        value={props.guardian.email}
        onInput={(event) => set({ email: event.currentTarget.value })}
        error={props.problem('email')}
      />
      <Select
        label={t('administration.field.language')}
        value={props.guardian.language}
        onChange={(event) => set({ language: event.currentTarget.value as 'nl' | 'en' })}
        options={[
          { value: 'nl', label: t('language.nl') },
          { value: 'en', label: t('language.en') },
        ]}
      />
      <Select
        label={t('administration.guardian.authority')}
        help={t('administration.guardian.authority.help')}
        value={authority()}
        onChange={(event) => {
          const chosen = event.currentTarget.value
          set({ parentalAuthority: chosen === '' ? null : chosen === 'with' })
        }}
        options={[
          { value: '', label: t('administration.choose') },
          { value: 'with', label: t('administration.guardian.authority.yes') },
          { value: 'without', label: t('administration.guardian.authority.no') },
        ]}
        error={props.problem('parentalAuthority')}
      />
    </div>
  )
}
