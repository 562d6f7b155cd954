import { ApiError } from '../api.ts'
import { useT } from '../locales/words.ts'

const known = [
  'empty',
  'email',
  'day',
  'too_long',
  'other_name',
  'double_email',
  'already_there',
  'taken',
  'birth_in_future',
  'birth_too_old',
  'start_before_birth',
  'start_too_far',
  'start_in_future',
  'before_start',
] as const
type Known = (typeof known)[number]

/** What is wrong with a field by the server's answer, in words. */
export function useProblems(error: () => unknown): (path: string) => string | undefined {
  const t = useT('office')
  return (path) => {
    const cause = error()
    const field = cause instanceof ApiError ? cause.details.fields?.find((one) => one.path === path) : undefined
    if (!field) return undefined
    const reason = known.find((one): one is Known => one === field.reason)
    return t(`administration.problem.${reason ?? 'other'}`)
  }
}

/** Does the answer speak of fields that stand on the screen? Then it is said there. */
export const isAboutFields = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'invalid' && (error.details.fields?.length ?? 0) > 0
