import * as v from 'valibot'

/** Control characters (except tab and newline) and marks that reorder text can hide what a reader sees. */
const unsafeCharacters = /(?![\t\n])\p{Cc}|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/u

/** A lower-case UUID; whoever creates a thing makes its id (version 7). */
export const Id = v.pipe(v.string(), v.uuid('uuid'), v.toLowerCase())
export type Id = string

/** Is this a day that there is? `2026-02-30` is none. */
const isDay = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}

/** A moment: ISO 8601 with an offset or Z, at most milliseconds. */
export const Instant = v.pipe(
  v.string(),
  v.maxLength(40),
  v.isoTimestamp('instant'),
  v.regex(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/, 'instant'),
  v.check((moment) => isDay(moment.slice(0, 10)), 'instant'),
)
export type Instant = string

/** A calendar day in the organisation's time zone, `2026-11-22`. PostgreSQL knows no year 0. */
export const Day = v.pipe(v.string(), v.isoDate('day'), v.minValue('0001-01-01', 'day'), v.check(isDay, 'day'))
export type Day = string

/** A place between items: the moment and the id of one, as replies give it. */
export const Cursor = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'cursor'),
  v.check((cursor) => !Number.isNaN(Date.parse(cursor.slice(0, 24))), 'cursor'),
)

/** Text that people type: trimmed of nothing, free of control and reordering characters, well-formed Unicode. */
export const text = (most: number) =>
  v.pipe(
    v.string(),
    v.maxLength(most, 'too_long'),
    v.check((value) => !unsafeCharacters.test(value), 'unsafe_characters'),
    v.check((value) => value.isWellFormed(), 'unsafe_characters'),
  )

/** Is there something to see? White space does not count, nor what has no width, only marks a letter, or is a blank by design. */
export const isVisible = (text: string): boolean => /[^\p{Z}\p{C}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u.test(text)

/** Text with at least one visible character. */
export const wording = (most: number) => v.pipe(text(most), v.check(isVisible, 'empty'))

export const Language = v.picklist(['nl', 'en'])
export type Language = v.InferOutput<typeof Language>

/** A whole number in a query string. */
export const count = (least: number, most: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,6}$/, 'number'),
    v.transform(Number),
    v.minValue(least, 'number'),
    v.maxValue(most, 'number'),
  )

// Making one costs more than everything else that a small request does.
