import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import { dayOf } from '../contract/clock.ts'
import {
  type ImportCounts,
  type ImportKind,
  type ImportPreview,
  type ImportProblem,
  mostBytes,
  mostProblems,
} from '../contract/import.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { claim, isTaken } from '../intent.ts'
import { type Additions, type MakeId, openAdditions, writeAdditions } from './additions.ts'
import { childKey, openChildrenFile } from './children-file.ts'
import { type Header, readHeader } from './columns.ts'
import { decode, type Line, linesOf, Unreadable } from './csv.ts'
import { onlyOne } from './lock.ts'
import { peopleByEmail } from './people-queries.ts'
import { openStaffFile } from './staff-file.ts'
import { structureOf } from './structure-queries.ts'

interface Given {
  kind: ImportKind
  file: string
}

interface Reading {
  lines: Line[]
  problems: ImportProblem[]
  additions: Additions | undefined
}

/** So many rows at a time; others are served in between. */
const stretch = 100
const sampled = 8

/** Reads a file, stores nothing, and says what importing it would make or what stands in the way. */
export async function previewImport(tx: Tx, given: Given): Promise<ImportPreview> {
  const { lines, problems, additions } = await read(tx, given.kind, bytesOf(given), following(uuidv7()))
  const [header, ...rows] = lines
  // What should not have been in the file is not sent back either.
  const isKept = !problems.some(({ reason }) => reason === 'bsn' || reason === 'bsn_column')
  await writeAudit(tx, {
    action: 'import.previewed',
    subject: { kind: given.kind, rows: rows.length, problems: problems.length },
  })
  return {
    rows: rows.length,
    counts: additions?.counts ?? nothing,
    problems: problems.slice(0, mostProblems),
    problemCount: problems.length,
    sample: isKept
      ? { columns: header?.cells ?? [], rows: rows.slice(0, sampled).map(({ cells }) => cells) }
      : { columns: [], rows: [] },
  }
}

/**
 * Imports a file whole, or nothing of it.
 * @throws Refusal `import_refused` when it has a problem by now, `import_running` beside another import
 */
export async function runImport(tx: Tx, given: Given & { id: string }): Promise<ImportCounts> {
  await onlyOne(tx)
  const bytes = bytesOf(given)
  const digest = createHash('sha256').update(bytes).digest('base64')
  const first = await claim(tx, given.id, { kind: given.kind, digest })
  if (!first) return countsOfFirst(tx, given.id)
  const { problems, additions } = await read(tx, given.kind, bytes, following(given.id))
  if (problems.length > 0 || !additions) throw new Refusal('import_refused')
  await writeAdditions(tx, additions).catch((error: unknown) => {
    throw isTaken(error) ? new Refusal('import_refused') : error
  })
  await writeAudit(tx, { action: 'import.done', subject: { kind: given.kind, import: given.id, ...additions.counts } })
  return additions.counts
}

const nothing: ImportCounts = { children: 0, people: 0, linked: 0, invitations: 0 }

/** All ids of an import begin as its own does, and count on from there: by that it is known again. */
const beginning = (id: string) => id.slice(0, 24)
function following(id: string): MakeId {
  let n = 0
  return () => `${beginning(id)}${(++n).toString(16).padStart(12, '0')}`
}

const within = "between ($1 || '000000000000')::uuid and ($1 || 'ffffffffffff')::uuid"
const imported = statement<ImportCounts>(
  'imported',
  `select (select count(*)::integer from child where id ${within}) as children,
          (select count(*)::integer from person where id ${within}) as people,
          (select count(distinct r.person_id)::integer
             from (select person_id from guardianship where id ${within}
                   union select person_id from person_role where id ${within}
                   union select person_id from staff_assignment where id ${within}) r
            where not r.person_id ${within}) as linked,
          (select count(*)::integer from invitation where id ${within}) as invitations`,
)

/** What the same import made when it first came. */
async function countsOfFirst(tx: Tx, id: string): Promise<ImportCounts> {
  const [counts] = await tx.query(imported, [beginning(id)])
  return counts ?? nothing
}

function bytesOf({ file }: Given): Buffer {
  const bytes = Buffer.from(file, 'base64')
  if (bytes.length > mostBytes) throw new Refusal('too_large')
  return bytes
}

/** Reads and checks the whole file against what is there, with pauses for others. */
async function read(tx: Tx, kind: ImportKind, bytes: Buffer, makeId: MakeId): Promise<Reading> {
  const problems: ImportProblem[] = []
  const unread = { lines: [], problems, additions: undefined }
  let lines: Line[]
  try {
    lines = await linesOf(decode(bytes))
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    problems.push({ row: error.row, column: '', reason: error.reason, value: '' })
    return unread
  }
  const [first, ...rows] = lines
  if (!first) throw new Error('a file with text has a line')
  const { header, problems: wrong } = readHeader(kind, first)
  problems.push(...wrong)
  if (wrong.length > 0) return { ...unread, lines }
  if (rows.length === 0) {
    problems.push({ row: 0, column: '', reason: 'header_only', value: '' })
    return { ...unread, lines }
  }
  const { take, additions } = await readerOf(tx, kind, header, rows, problems, makeId)
  for (const [n, line] of rows.entries()) {
    take(line)
    if (n % stretch === stretch - 1) await breathe()
  }
  return { lines, problems, additions }
}

const childKeys = statement<{ call_name: string; surname: string; birth_date: string }>(
  'child_keys',
  'select call_name, surname, birth_date from child where organisation_id = $1',
)

/** By which the children of the organisation are known again. */
async function keysOfChildren(tx: Tx): Promise<Set<string>> {
  const keys = new Set<string>()
  for (const [n, row] of (await tx.query(childKeys, [tx.actor.organisationId])).entries()) {
    keys.add(childKey(row.call_name, row.surname, row.birth_date))
    if (n % stretch === stretch - 1) await breathe()
  }
  return keys
}

const addresses = ['email', 'guardian1_email', 'guardian2_email']
const emailsIn = ({ at }: Header, rows: readonly Line[]): string[] =>
  addresses.flatMap((column) => {
    const index = at.get(column)
    return index === undefined ? [] : rows.map(({ cells }) => (cells[index] ?? '').toLowerCase())
  })

/** What takes the rows of a file, each into what is added or among the problems. */
async function readerOf(
  tx: Tx,
  kind: ImportKind,
  header: Header,
  rows: readonly Line[],
  problems: ImportProblem[],
  makeId: MakeId,
): Promise<{ take: (line: Line) => void; additions: Additions }> {
  const people = await peopleByEmail(tx, emailsIn(header, rows))
  const additions = openAdditions(tx, people, makeId)
  const around = { today: dayOf(tx.now, timeZone), ...(await structureOf(tx)), people }
  if (kind === 'staff') {
    const readWorker = openStaffFile(header, around, problems)
    const take = (line: Line) => {
      const worker = readWorker(line)
      if (worker) additions.addWorker(worker)
    }
    return { take, additions }
  }
  const readChild = openChildrenFile(header, { ...around, children: await keysOfChildren(tx) }, problems)
  const take = (line: Line) => {
    const child = readChild(line)
    if (child) additions.addChild(child)
  }
  return { take, additions }
}
