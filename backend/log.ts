import { type Logger, pino } from 'pino'

export type Log = Logger

/** What the log keeps of an error: its kind and where it came from, never the values of a query or a request. */
export function told(error: unknown): Record<string, unknown> {
  const root = rootOf(error)
  if (!(root instanceof Error)) return { type: typeof root }
  const frames = (root.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  const message = root === error || 'severity' in root ? root.message : root.name
  return { type: root.name, code: (root as NodeJS.ErrnoException).code, message, stack: frames.slice(0, 12).join('\n') }
}

/** The innermost cause: libraries wrap an error of the database in one that repeats the query's values. */
export function rootOf(error: unknown): unknown {
  let root = error
  while (root instanceof Error && root.cause instanceof Error) root = root.cause
  return root
}

/** The one log: ids, never names, texts or tokens. */
export const openLog = (level: string): Log =>
  pino({
    level,
    base: null,
    serializers: { err: told, error: (given: unknown) => (given instanceof Error ? told(given) : given) },
    redact: ['req', 'headers', 'cookie', 'token', 'password'],
    timestamp: pino.stdTimeFunctions.isoTime,
  })
