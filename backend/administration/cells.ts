import * as v from 'valibot'
import { Email, Name } from '../contract/administration.ts'
import type { ImportProblem, ImportReason } from '../contract/import.ts'
import { Day } from '../contract/values.ts'
import type { Header } from './columns.ts'
import type { Line } from './csv.ts'
import type { PlacedGroup } from './structure-queries.ts'

/** A row while it is read: its cells by column, and what is wrong with them. */
export interface Cells {
  row: number
  text(column: string): string
  problem(column: string, reason: ImportReason, value?: string): undefined
  /** Has anything gone wrong with this row so far? */
  isFaulty(): boolean
}

/** Nine digits that pass the eleven test, whatever stands between them: most likely a BSN, which is never kept. */
export function isBsn(cell: string): boolean {
  if (!/^[\d .-]{9,13}$/.test(cell)) return false
  const digits = cell.replace(/\D/g, '')
  if (digits.length !== 9 || digits === '000000000') return false
  const sum = [...digits].reduce((total, digit, n) => total + Number(digit) * (n === 8 ? -1 : 9 - n), 0)
  return sum % 11 === 0
}

export function openCells(header: Header, { row, cells }: Line, problems: ImportProblem[]): Cells {
  const before = problems.length
  const problem: Cells['problem'] = (column, reason, value = '') => {
    const called = column === '' ? '' : header.called(column)
    problems.push({ row, column: called.slice(0, 60), reason, value: value.slice(0, 80) })
  }
  for (const [column, index] of header.at) if (isBsn(cells[index] ?? '')) problem(column, 'bsn')
  const used = new Set(header.at.values())
  if (cells.some((cell, index) => cell !== '' && !used.has(index))) problem('', 'too_many_cells')
  return {
    row,
    text: (column) => cells[header.at.get(column) ?? -1] ?? '',
    problem,
    isFaulty: () => problems.length > before,
  }
}

/** A name that must be there; or, where it may be absent, something else. */
export function nameIn(cells: Cells, column: string, otherwise?: string): string | undefined {
  const text = cells.text(column)
  if (text === '') return otherwise ?? cells.problem(column, 'empty_cell')
  const result = v.safeParse(Name, text, { abortPipeEarly: true })
  if (result.success) return result.output
  const reason = result.issues[0].message
  return cells.problem(column, reason === 'too_long' || reason === 'unsafe_characters' ? reason : 'empty_cell')
}

/** A day as 2024-05-01 or 01-05-2024, also with slashes. */
export function dayIn(cells: Cells, column: string): string | undefined {
  const text = cells.text(column)
  if (text === '') return cells.problem(column, 'empty_cell')
  const turned = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(text)
  const day = turned ? `${turned[3]}-${turned[2]!.padStart(2, '0')}-${turned[1]!.padStart(2, '0')}` : text
  return v.is(Day, day) ? day : cells.problem(column, 'date', text)
}

export function emailIn(cells: Cells, column: string): string | undefined {
  const text = cells.text(column)
  if (text === '') return cells.problem(column, 'empty_cell')
  const result = v.safeParse(Email, text)
  return result.success ? result.output : cells.problem(column, 'email', text)
}

/** One of a few words, in Dutch or English. */
export function choiceIn<V>(
  cells: Cells,
  column: string,
  reason: ImportReason,
  words: ReadonlyMap<string, V>,
  otherwise?: V,
): V | undefined {
  const text = cells.text(column)
  if (text === '') return otherwise ?? cells.problem(column, 'empty_cell')
  return words.get(text.toLowerCase()) ?? cells.problem(column, reason, text)
}

export const languages = new Map<string, 'nl' | 'en'>([
  ['nl', 'nl'],
  ['nederlands', 'nl'],
  ['dutch', 'nl'],
  ['en', 'en'],
  ['engels', 'en'],
  ['english', 'en'],
])

const yes = ['ja', 'j', 'yes', 'y', 'met', 'true', 'waar', '1']
const no = ['nee', 'n', 'no', 'zonder', 'false', 'onwaar', '0']
export const authorities = new Map([
  ...yes.map((word): [string, boolean] => [word, true]),
  ...no.map((word): [string, boolean] => [word, false]),
])

const same = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase()

/** The group of that name; where two locations have one of that name, the row names the location too. */
export function groupIn(cells: Cells, name: string, groups: readonly PlacedGroup[]): PlacedGroup | undefined {
  const location = cells.text('location')
  const found = groups.filter((group) => same(group.name, name) && (location === '' || same(group.location, location)))
  if (found.length === 0) return cells.problem('group', 'group_unknown', name)
  return found.length === 1 ? found[0] : cells.problem('group', 'group_ambiguous', name)
}
