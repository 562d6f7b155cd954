import { setImmediate as breathe } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'
import { type ImportReason, mostRows } from '../contract/import.ts'

/** A file that cannot be read as a table. `row` as a spreadsheet counts, 0 for the whole file. */
export class Unreadable extends Error {
  override name = 'Unreadable'
  readonly reason: ImportReason
  readonly row: number

  constructor(reason: ImportReason, row = 0) {
    super(reason)
    this.reason = reason
    this.row = row
  }
}

export interface Line {
  row: number
  cells: string[]
}

/** What is surely no text: archives (also of a spreadsheet), PDF, old spreadsheets, pictures. */
const signatures = ['504b0304', '25504446', 'd0cf11e0', '1f8b', '89504e47', 'ffd8ff'].map((hex) =>
  Buffer.from(hex, 'hex'),
)

/**
 * The text of a file: UTF-8 or UTF-16 by their marks, UTF-8 without one, and else Windows-1252, as spreadsheets write it.
 * @throws Unreadable `empty` or `not_csv`
 */
export function decode(bytes: Buffer): string {
  if (signatures.some((signature) => bytes.subarray(0, signature.length).equals(signature)))
    throw new Unreadable('not_csv')
  const text = textOf(bytes)
  if (text.trim() === '') throw new Unreadable('empty')
  if (text.includes('\0')) throw new Unreadable('not_csv')
  return text
}

function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** What parts the cells: whichever of the three stands most often in the header. */
function delimiterOf(text: string): string {
  const end = text.search(/[\r\n]/)
  const header = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, '')
  const times = (sign: string) => header.split(sign).length
  return [';', ',', '\t'].reduce((best, sign) => (times(sign) > times(best) ? sign : best))
}

/** So much text at a time; others are served in between. */
const piece = 64 * 1024

/**
 * The lines that have anything in them; blank ones count, as a spreadsheet shows them.
 * @throws Unreadable `quotes` or `too_many_rows`
 */
export async function linesOf(text: string): Promise<Line[]> {
  const parser = parse({
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: 100_000,
  })
  const lines: Line[] = []
  let row = 0
  let failure: Error | undefined
  parser.on('error', (error) => {
    failure = error
  })
  const take = () => {
    for (let cells = parser.read() as string[] | null; cells; cells = parser.read() as string[] | null) {
      row++
      cells = cells.map((cell) => cell.trim())
      if (cells.some((cell) => cell !== '')) lines.push({ row, cells })
      if (lines.length > mostRows + 1) throw new Unreadable('too_many_rows')
    }
  }
  for (let from = 0; from < text.length && !failure; from += piece) {
    parser.write(text.slice(from, from + piece))
    take()
    await breathe()
  }
  parser.end()
  while (!parser.readableEnded && !failure) {
    take()
    await breathe()
  }
  if (failure instanceof CsvError) throw new Unreadable('quotes', row + 1)
  if (failure) throw failure
  return lines
}
