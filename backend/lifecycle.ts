import { StartError } from '../db/start-error.ts'

/** Registers how to close what was just opened; what was opened last is closed first. */
export type Closing = (close: () => Promise<unknown>) => void

const patience = 20_000

/**
 * Runs a process: starts it, and at SIGTERM, SIGINT or a fault closes all that was opened. A second signal ends it at
 * once. A StartError is printed as the sentence it is, and the exit status is 1.
 * @param start opens everything, or does all there is to do and says `done`; `fail` ends the process when something it
 *   cannot do without breaks later
 */
export async function runProcess(
  start: (closing: Closing, fail: (error: Error) => void) => Promise<'done' | undefined>,
): Promise<void> {
  const closers: (() => Promise<unknown>)[] = []
  let closingSince: number | undefined

  async function end(code: number): Promise<void> {
    closingSince = Date.now()
    setTimeout(() => {
      console.error(`Closing took longer than ${patience / 1000} s and was cut short.`)
      process.exit(1)
    }, patience).unref()
    for (let close = closers.pop(); close; close = closers.pop()) {
      await close().catch((error: Error) => {
        console.error(error.stack ?? error.message)
        code ||= 1
      })
    }
    // With nothing left open it ends by itself; process.exit now and then waits for ever for a thread that still compiles.
    process.exitCode = code
    setTimeout(() => process.exit(), 500).unref()
  }
  function fail(error: unknown): void {
    // What breaks while closing is what closing took away.
    if (closingSince) return
    // Never the whole object: a database error carries rows.
    console.error(error instanceof StartError ? error.message : error instanceof Error ? error.stack : error)
    void end(1)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (!closingSince) void end(0)
      // npm hands on the Ctrl-C that the terminal has already sent: an echo, not a second thought.
      else if (Date.now() - closingSince > 700) process.exit(1)
    })
  }
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)
  try {
    const outcome = await start((close) => closers.push(close), fail)
    if (outcome === 'done' && !closingSince) await end(0)
  } catch (error) {
    fail(error)
  }
}
