import type { Database } from '../db/client.ts'
import { health } from './contract/health.ts'
import { openRoute, type Surroundings } from './http.ts'

const ofState = (works: boolean) => (works ? ('ok' as const) : ('failing' as const))
const within = <T>(most: number, work: Promise<T>, otherwise: T): Promise<T> =>
  Promise.race([work.catch(() => otherwise), new Promise<T>((done) => setTimeout(done, most, otherwise).unref())])

/** The workers sweep every two seconds; half a minute of silence means that the queue stands still. */
const relayRan = `select 1 from job_run where name = 'relay' and ran_at > now() - interval '30 seconds'`

/** Mounts the health of the parts; 503 when one of them fails, so that a balancer turns away. */
export function healthRoute(
  to: Surroundings,
  parts: {
    database: Database
    version: string
    sockets: () => { status: 'ok' | 'failing'; connected: number }
  },
): void {
  openRoute(to, health, async (_, edge) => {
    const [database, queue] = await Promise.all([
      within(
        2_000,
        parts.database.app.query('select 1').then(() => true),
        false,
      ),
      within(
        2_000,
        parts.database.app.query(relayRan).then(({ rowCount }) => rowCount === 1),
        false,
      ),
    ])
    const sockets = parts.sockets()
    const status = ofState(database && queue && sockets.status === 'ok')
    if (status === 'failing') edge.response.status(503)
    return { status, version: parts.version, database: ofState(database), queue: ofState(queue), sockets }
  })
}
