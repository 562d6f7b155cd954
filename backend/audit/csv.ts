import { stringify } from 'csv-stringify/sync'
import type { Tx } from '../../db/client.ts'
import type { AuditRow } from '../contract/audit.ts'
import { cursorOf } from '../cursor.ts'
import { auditRowOf, namesIn, type StoredRow } from './queries.ts'
import { type Filter, pageOf } from './search.ts'

const pieceRows = 2_000

type Names = Record<string, string>
const columns: [string, (row: AuditRow, names: Names) => string | number][] = [
  ['at', (row) => row.at],
  ['person', (row, names) => (row.person && names[row.person]) ?? ''],
  ['person_id', (row) => row.person ?? ''],
  ['role', (row) => row.role ?? ''],
  ['action', (row) => row.action],
  ['details', (row) => row.details.map(({ name, values }) => `${name}=${values.join(' ')}`).join('; ')],
  [
    'names',
    (row, names) =>
      row.details
        .flatMap(({ values }) => values.map((id) => names[id] ?? []))
        .flat()
        .join(', '),
  ],
  ['device', (row) => row.device ?? ''],
  ['ip', (row) => row.ip ?? ''],
  ['session', (row) => row.session ?? ''],
  ['id', (row) => row.id],
  ['seal', (row) => row.seal ?? ''],
  ['erased', (row) => (row.erased ? 'yes' : '')],
]

/** With semicolons, as a Dutch Excel opens it. A cell that a spreadsheet would take for a formula begins with a quote. */
const lines = (records: (string | number)[][]): string =>
  stringify(
    records.map((record) => record.map((cell) => (typeof cell === 'string' ? cell.replace(/\p{Cc}+/gu, ' ') : cell))),
    { delimiter: ';', record_delimiter: 'windows', escape_formulas: true },
  )

/** The mark by which a spreadsheet knows UTF-8. */
const byteOrder = '\ufeff'

/** The rows that a filter finds before a place, as CSV; only the rows of one piece are in memory at a time. */
export async function* piecesOf(tx: Tx, filter: Filter, from: string): AsyncGenerator<string> {
  yield byteOrder + lines([columns.map(([name]) => name)])
  for (let before: string | undefined = from; before; ) {
    const rows: StoredRow[] = await pageOf(tx, filter, before, pieceRows)
    const names = await namesIn(tx, rows)
    yield lines(rows.map(auditRowOf).map((row) => columns.map(([, cell]) => cell(row, names))))
    before = rows.length === pieceRows ? cursorOf(rows.at(-1)!) : undefined
  }
}
