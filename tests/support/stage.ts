import { type Cast, makeCast } from './cast.ts'
import { startRedis, type TestRedis } from './redis.ts'
import { startServer, type TestServer } from './server.ts'

/** The two forms in which the product runs. */
export const forms = ['one process', 'two processes and Redis'] as const
export type Form = (typeof forms)[number]

/** A running product in one of its forms, with everybody in it. */
export interface Stage {
  /** Where people connect; in the form of one process twice the same. */
  servers: readonly [TestServer, TestServer]
  cast: Cast
  redis: TestRedis | undefined
  /** Every socket of every process learns its channels' heads now. */
  tellHeads(): Promise<void>
  close(): Promise<void>
}

export async function openStage(form: Form): Promise<Stage> {
  const redis = form === 'one process' ? undefined : await startRedis()
  const one = await startServer(redis ? { redisUrl: redis.url } : {})
  const other = redis ? await one.another() : one
  return {
    servers: [one, other],
    cast: await makeCast(one),
    redis,
    tellHeads: async () => void (await Promise.all([...new Set([one, other])].map((server) => server.app.tellHeads()))),
    async close() {
      if (other !== one) await other.close()
      await one.close()
      await redis?.stop()
    },
  }
}
