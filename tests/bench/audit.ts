import { v7 as uuidv7 } from 'uuid'
import { openPool } from '../../db/client.ts'
import { auditRow } from '../../db/events.ts'
import { loginUrls } from '../../db/roles.ts'
import { seal } from '../../workers/seal.ts'
import { verifyAudit } from '../../workers/verify-audit.ts'
import { asOwner } from '../support/postgres.ts'
import type { Ground } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import { median, rounded } from './statistics.ts'

const least = 50_000
const atOnce = 5_000

/** How many audit rows a second the verifier walks through, each as a post for sixteen children leaves it. */
export async function measureAudit(ground: Ground, scale: Scale): Promise<Measure[]> {
  const url = await ground.database('bench_audit', true)
  const organisationId = uuidv7()
  const children = Array.from({ length: 16 }, () => uuidv7())
  const origin = {
    role: 'staff',
    session: uuidv7(),
    ip: '192.0.2.17',
    device: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0',
  }
  await asOwner(url, async (owner) => {
    for (let written = 0; written < scale.auditRows; written += atOnce) {
      const rows = Array.from({ length: atOnce }, () =>
        auditRow(
          new Date(),
          organisationId,
          uuidv7(),
          { action: 'diary.posted', subject: { post: uuidv7(), children } },
          origin,
        ),
      )
      const column = (n: number) => rows.map((row) => row[n])
      await owner.query(
        `insert into audit (id, organisation_id, at, person_id, action, payload, salt, digest)
         select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::uuid[], $5::text[], $6::text[], $7::bytea[], $8::bytea[])`,
        [0, 1, 2, 3, 4, 5, 6, 7].map(column),
      )
    }
  })
  const worker = openPool(loginUrls(url, ground.secret).worker, 2, () => {})
  try {
    const sealing = performance.now()
    await seal(worker, () => new Date())
    const sealed = scale.auditRows / ((performance.now() - sealing) / 1000)
    const speeds: number[] = []
    for (let round = -1; round < scale.rounds; round++) {
      const start = performance.now()
      const { rows, broken } = await verifyAudit(worker)
      if (broken || rows !== scale.auditRows) throw new Error(`the chain is not whole: ${rows} rows`)
      if (round >= 0) speeds.push(rows / ((performance.now() - start) / 1000))
    }
    return [
      {
        name: `audit rows verified per second, of ${scale.auditRows.toLocaleString('en')}`,
        ours: rounded(median(speeds), 0),
        bare: least,
        unit: '/s',
        ratio: rounded(median(speeds) / least),
        reach: { atLeast: 1 },
        details: { speeds: speeds.map((speed) => rounded(speed, 0)), sealedPerSecond: rounded(sealed, 0) },
      },
    ]
  } finally {
    await worker.end()
  }
}
