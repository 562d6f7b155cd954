import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'

type Row = Record<string, unknown>

/**
 * Rows to be loaded into an empty corner of the database: the demonstration, worlds for load, tests. Each function
 * adds rows and gives the id; `saveFilling` writes all of it at once, past the wall, which is the loader's right alone.
 */
export interface Filling {
  readonly rows: Map<string, Row[]>
  /** The channels among the rows, by id, and the period in which each is open. */
  readonly channels: Map<string, Row>
  readonly periods: Map<string, Row>
  readonly organisationId: string
  readonly legalEntityId: string
  /** From when everything that is added holds. */
  readonly since: string
}

/** Begins an organisation with one legal entity. */
export function beginFilling(name: string, since: string): Filling {
  const filling: Filling = {
    rows: new Map(),
    channels: new Map(),
    periods: new Map(),
    organisationId: uuidv7(),
    legalEntityId: uuidv7(),
    since,
  }
  add(filling, 'organisation', {
    id: filling.organisationId,
    name,
    time_zone: 'Europe/Amsterdam',
    support_email: 'hulp@kastanje.example',
    support_phone: null,
    created_at: `${since}T00:00:00Z`,
  })
  add(filling, 'legal_entity', {
    id: filling.legalEntityId,
    organisation_id: filling.organisationId,
    name: `${name} B.V.`,
  })
  return filling
}

/** Adds a row as it is. */
export function add(filling: Filling, table: string, row: Row): void {
  const rows = filling.rows.get(table)
  if (rows) rows.push(row)
  else filling.rows.set(table, [row])
}

/** A new id, in this organisation. */
export const own = (filling: Filling) => ({ id: uuidv7(), organisation_id: filling.organisationId })

/** Adds a row of this organisation and gives its id. */
export function added(filling: Filling, table: string, row: Row): string {
  const whole = { ...own(filling), ...row }
  add(filling, table, whole)
  return whole.id
}

const chunk = 5_000
const quoted = (table: string) =>
  table
    .split('.')
    .map((part) => pg.escapeIdentifier(part))
    .join('.')

/** Writes all rows in one transaction of the owner, as the loader. */
export async function saveFilling(owner: pg.ClientBase, filling: Filling): Promise<void> {
  await owner.query('begin')
  try {
    await owner.query('set local role ouderapp_loader')
    for (const table of order) {
      const rows = filling.rows.get(table) ?? []
      for (let from = 0; from < rows.length; from += chunk) await insert(owner, table, rows.slice(from, from + chunk))
    }
    const unknown = [...filling.rows.keys()].filter((table) => !order.includes(table))
    if (unknown.length > 0) throw new Error(`no order for ${unknown.join(', ')}`)
    await owner.query('commit')
  } catch (error) {
    await owner.query('rollback')
    throw error
  }
}

const order = [
  'organisation',
  'legal_entity',
  'location',
  'group',
  'person',
  'person_role',
  'invitation',
  'mail',
  'auth.user',
  'auth.account',
  'auth.session',
  'auth.second_factor',
  'auth.pin',
  'staff_assignment',
  'child',
  'contract',
  'placement',
  'contract_week',
  'extra_day',
  'closing_day',
  'absence',
  'absence_revision',
  'absence_rule',
  'location_info',
  'mentor',
  'ratio_rule',
  'collector',
  'allergy',
  'group_staffing',
  'guardianship',
  'policy',
  'policy_view',
  'share',
  'permission',
  'consent_decision',
  'channel',
  'action',
  'action_revision',
  'action_answer',
  'stay',
  'stay_revision',
  'channel_period',
  'conversation',
  'message',
  'message_template',
  'group_availability',
  'child_read',
  'diary_entry',
  'portrait',
  'handover',
  'handover_revision',
  'journal',
  'journal_place',
  'journal_revision',
  'media',
  'message_attachment',
  'child_key',
  'media_key',
  'photo_card',
  'photo',
  'photo_heart',
  'photo_report',
  'breach_record',
  'event',
  'read_marker',
]

async function insert(owner: pg.ClientBase, table: string, rows: Row[]): Promise<void> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    .map((name) => pg.escapeIdentifier(name))
    .join(', ')
  await owner.query(
    `insert into ${quoted(table)} (${columns}) select ${columns} from jsonb_populate_recordset(null::${quoted(table)}, $1::jsonb)`,
    [JSON.stringify(rows)],
  )
}
