import { StartError } from '../db/start-error.ts'
import { runProcess } from './lifecycle.ts'
import { listen, makeApp, openGround } from './start.ts'

/** The backend alone, for the form with several processes that meet in Redis. */
await runProcess(async (closing, fail) => {
  const ground = await openGround(closing, fail)
  if (!ground.env.redisUrl)
    throw new StartError('REDIS_URL is missing: a backend alone meets its workers in Redis; without it run npm start.')
  const app = await makeApp(ground)
  closing(() => app.close())
  await listen(app, ground)
  return undefined
})
