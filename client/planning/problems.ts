import { ApiError } from '../api.ts'
import { useT } from '../locales/words.ts'

const known = [
  'time',
  'before_from',
  'day',
  'outside_placement',
  'too_far',
  'taken',
  'planned',
  'closed',
  'past',
  'empty',
  'too_long',
  'unsafe_characters',
] as const
export type Problem = (typeof known)[number]

/** What is wrong with a field, by the server's answer, in words. */
export function useProblems(error: () => unknown): (path: string) => string | undefined {
  const t = useT('office')
  return (path) => {
    const cause = error()
    const fields = cause instanceof ApiError ? cause.details.fields : undefined
    const reason = fields?.find((one) => one.path === path)?.reason
    return reason && t(`planning.problem.${known.find((one) => one === reason) ?? 'other'}`)
  }
}

/** Does the answer speak of nothing but these fields, so that it is said there. */
export const isAbout = (error: unknown, paths: readonly string[]): boolean => {
  const fields = error instanceof ApiError && error.code === 'invalid' ? (error.details.fields ?? []) : []
  return fields.length > 0 && fields.every(({ path }) => paths.includes(path))
}
