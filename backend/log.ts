import { type Logger, pino } from 'pino'

export type Log = Logger

/** The one log: ids, never names, texts or tokens. */
export const openLog = (level: string): Log =>
  pino({
    level,
    base: null,
    redact: ['req', 'headers', 'cookie', 'token', 'password'],
    timestamp: pino.stdTimeFunctions.isoTime,
  })
