import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../../../backend/contract/clock.ts'
import { type About, abouts, expectAnswer, type Ground, keeper, type Noun } from './ground.ts'

const reporters = ['guardian', 'carer', 'manager'] as const
/** What somebody says of an absence: of days from today on, or of one that stands there. */
interface Absent {
  noun: 'absence'
  what: 'report' | 'change' | 'cancel' | 'see'
  about: About
  copies: number
  by: (typeof reporters)[number]
  reason: 'sick' | 'holiday'
  from: number
  days: number
}
/** On which days of the week a child comes. */
interface Planned {
  noun: 'absence'
  what: 'plan'
  about: About
  bits: number
}
type Act = Absent | Planned

const noun = fc.constant('absence' as const)
const about = fc.constantFrom(...abouts)
export const absenceActs: fc.Arbitrary<Act> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ noun, about, what: fc.constant('plan' as const), bits: fc.nat(127) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      noun,
      about,
      by: fc.constantFrom(...reporters),
      what: fc.constantFrom<Absent['what']>('report', 'report', 'change', 'cancel', 'see'),
      reason: fc.constantFrom('sick' as const, 'holiday' as const),
      from: fc.nat(3),
      days: fc.nat(2),
      copies: fc.constantFrom(1, 1, 1, 2, 3),
    }),
  },
)

/** When children come, and that they do not. */
export function playAbsences(ground: Ground): Noun<Act> {
  const day = (days: number) =>
    dayOf(new Date(ground.server().clock.now().getTime() + days * 86_400_000), 'Europe/Amsterdam')

  /** From today on a child comes on the days whose bits are set. */
  async function plan({ about, bits }: Planned): Promise<void> {
    const { placementId } = ground.cast.targets[about].planned
    const startsOn = day(0)
    const { rows } = await ground.owner.query(
      'select version from contract_week where placement_id = $1 and starts_on = $2 and removed_at is null',
      [placementId, startsOn],
    )
    const days = Array.from({ length: 7 }, (_, n) => ((bits >> n) & 1 ? { from: 480 + n, until: 1080 } : null))
    const body = { id: uuidv7(), startsOn, days, version: rows[0]?.version ?? null }
    const reply = await ground.send('manager', 'POST', `/api/placements/${placementId}/weeks`, body)
    // Somebody else may have planned at the same moment.
    expectAnswer(reply, 'manager', [409])
  }

  /** Of what is refused, or was changed just then, nothing happens. */
  async function absent({ about, what, by: who, reason, from, days, copies }: Absent): Promise<void> {
    const { childId, absenceId } = ground.cast.targets[about]
    const guardian = about === 'noor' ? 'neverGranted' : 'otherFamily'
    const by = who === 'guardian' ? guardian : who === 'carer' ? keeper(about) : 'manager'
    const said = { reason, startsOn: day(from), endsOn: day(from + days), part: null, note: '' }
    const { rows } = await ground.owner.query<{ id: string; version: number }>(
      'select id, version from absence where child_id = $1 and id <> $2 and cancelled_at is null order by starts_on',
      [childId, absenceId],
    )
    const one = rows[(from + days) % rows.length]
    const path = `/api/absences/${one?.id}`
    const body = { id: uuidv7(), ...said }
    const send = (method: string, at: string, given?: unknown) => ground.send(by, method, at, given, copies)
    if (what !== 'report' && !one) return
    const reply =
      what === 'report'
        ? await send('POST', '/api/absences', { ...body, children: [{ childId, absenceId: uuidv7() }] })
        : what === 'change'
          ? await send('PUT', path, { ...body, version: one!.version })
          : what === 'cancel'
            ? await send('DELETE', `${path}?version=${one!.version}`)
            : await ground.send(
                who === 'guardian' ? 'manager' : by,
                'POST',
                `${path}/seen`,
                { version: one!.version },
                copies,
              )
    expectAnswer(reply, by, [409])
  }

  return { perform: (act) => (act.what === 'plan' ? plan(act) : absent(act)) }
}
