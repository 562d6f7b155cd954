import * as v from 'valibot'
import { route } from './route.ts'
import { Id } from './values.ts'

export const importKinds = ['children', 'staff'] as const
export const ImportKind = v.picklist(importKinds)
export type ImportKind = v.InferOutput<typeof ImportKind>

/** The largest file, in bytes and in rows. */
export const mostBytes = 8 * 1024 * 1024
export const mostRows = 20_000
/** So many problems are told; the rest is counted. */
export const mostProblems = 5_000

/** What can be wrong with a file as a whole or with its header, and then with a row. */
export const importReasons = [
  'empty',
  'header_only',
  'not_csv',
  'too_many_rows',
  'quotes',
  'unknown_column',
  'missing_column',
  'double_column',
  'bsn_column',
  'too_many_cells',
  'empty_cell',
  'too_long',
  'unsafe_characters',
  'bsn',
  'date',
  'birth_in_future',
  'birth_too_old',
  'start_before_birth',
  'start_too_far',
  'start_in_future',
  'care_type',
  'group_unknown',
  'group_ambiguous',
  'location_unknown',
  'location_ambiguous',
  'role',
  'authority',
  'language',
  'email',
  'double_email',
  'other_name_in_file',
  'other_name',
  'double_child',
  'child_exists',
  'double_person',
  'already_there',
] as const
export const ImportReason = v.picklist(importReasons)
export type ImportReason = v.InferOutput<typeof ImportReason>

export const ImportProblem = v.strictObject({
  /** As a spreadsheet counts: the header is row 1; 0 is the file. */
  row: v.number(),
  /** As the file calls it; empty where it concerns the whole row. */
  column: v.string(),
  reason: ImportReason,
  /** What stands there, or whose the address is; never a BSN. */
  value: v.string(),
})
export type ImportProblem = v.InferOutput<typeof ImportProblem>

/** What an import makes. */
export const ImportCounts = v.strictObject({
  children: v.number(),
  /** New people, and those who were known by their address. */
  people: v.number(),
  linked: v.number(),
  invitations: v.number(),
})
export type ImportCounts = v.InferOutput<typeof ImportCounts>

export const ImportPreview = v.strictObject({
  rows: v.number(),
  counts: ImportCounts,
  problems: v.array(ImportProblem),
  problemCount: v.number(),
  /** The first rows as they were read, to see that columns and accents came right. */
  sample: v.strictObject({ columns: v.array(v.string()), rows: v.array(v.array(v.string())) }),
})
export type ImportPreview = v.InferOutput<typeof ImportPreview>

/** In base64; a pattern with groups in it would keep everybody waiting over eleven million letters. */
const File = v.pipe(
  v.string(),
  v.maxLength(Math.ceil(mostBytes / 3) * 4, 'too_long'),
  v.check((file) => file.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(file), 'base64'),
)

export const previewImport = route({
  method: 'POST',
  path: '/api/administration/import/preview',
  summary: 'Reads a CSV file, stores nothing, and names every row’s problem.',
  roles: ['administration'],
  body: v.strictObject({ kind: ImportKind, file: File }),
  reply: ImportPreview,
  errors: ['too_large'],
})

export const runImport = route({
  method: 'POST',
  path: '/api/administration/import',
  summary: 'Imports all rows of a CSV file or, with one problem, none.',
  roles: ['administration'],
  body: v.strictObject({ id: Id, kind: ImportKind, file: File }),
  reply: v.strictObject({ counts: ImportCounts }),
  errors: ['too_large', 'import_refused', 'import_running', 'id_taken'],
})
