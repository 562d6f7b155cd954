import { createSignal, type JSX } from 'solid-js'
import { lengthOf, passwordLength } from '../../backend/contract/password-length.ts'
import { ApiError } from '../api.ts'
import { useT } from '../locales/words.ts'
import { IconButton } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { eye, eyeOff } from '../ui/icons.ts'

/** Why a password will not do. The first three can be seen here; the others only the server knows. */
const reasons = [
  'missing',
  'too_short',
  'too_long',
  'too_common',
  'like_name',
  'unsafe_characters',
  'same',
  'wrong',
] as const
export type PasswordReason = (typeof reasons)[number]

/** What is wrong with a chosen password as far as can be seen here. */
export function passwordReason(password: string): PasswordReason | undefined {
  if (password === '') return 'missing'
  const length = lengthOf(password)
  if (length < passwordLength.least) return 'too_short'
  return length > passwordLength.most ? 'too_long' : undefined
}

/** What the server found wrong with a field, when that is why it refused. */
export function refusedReason(error: unknown, path: string): PasswordReason | undefined {
  if (!(error instanceof ApiError)) return undefined
  const reason = error.details.fields?.find((field) => field.path === path)?.reason
  return reasons.find((known) => known === reason)
}

/** A password that can be looked at. `new` also says what is asked of one. */
export function PasswordField(props: {
  label: string
  kind: 'new' | 'current'
  value: string
  reason: PasswordReason | undefined
  onInput: (value: string) => void
}): JSX.Element {
  const t = useT('account')
  const [shown, setShown] = createSignal(false)
  return (
    <Field
      label={props.label}
      name={`${props.kind}-password`}
      type={shown() ? 'text' : 'password'}
      autocomplete={`${props.kind}-password`}
      autocapitalize="none"
      spellcheck={false}
      value={props.value}
      onInput={(event) => props.onInput(event.currentTarget.value)}
      help={props.kind === 'new' ? t('password.help', passwordLength.least) : undefined}
      error={props.reason ? t(`password.${props.reason}`) : undefined}
      after={
        <IconButton
          icon={shown() ? eyeOff : eye}
          label={t(shown() ? 'signIn.password.hide' : 'signIn.password.show')}
          onClick={() => setShown(!shown())}
        />
      }
    />
  )
}
