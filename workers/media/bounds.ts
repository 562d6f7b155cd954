import { existsSync } from 'node:fs'

/** What the kernel allows a process. */
export interface Bounds {
  /** Bytes that it may write to in memory. Address space is left alone: runtimes set aside far more than they use. */
  memory: number
  /** Seconds of processor time, of all its threads together. */
  processor?: number
  /** Bytes that any file it writes may have. */
  file?: number
  /** How far it stands back behind others, from 0 to 19. */
  patience?: number
}

/** Bytes that one file may take of memory: more than 50 million pixels in HEIC need (1.2 GB), for some of it is only set aside. */
export const memory = 2 * 1024 ** 3

/** How a program ends that a file was too much for. */
export const crashes: (NodeJS.Signals | null)[] = ['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSEGV', 'SIGTRAP']

const [setpriv, prlimit, nice] = ['/usr/bin/setpriv', '/usr/bin/prlimit', '/usr/bin/nice']
const canBound = [setpriv, prlimit, nice].every(existsSync)

/**
 * The words before a command, so that on Linux the kernel ends it with its parent and keeps it within bounds; elsewhere there are none,
 * and its time limit alone ends it.
 */
export function bounded({ memory, processor, file, patience }: Bounds): string[] {
  if (!canBound) return []
  const limits = [`--data=${memory}`, '--core=0']
  if (processor !== undefined) limits.push(`--cpu=${Math.ceil(processor)}`)
  if (file !== undefined) limits.push(`--fsize=${Math.ceil(file)}`)
  const behind = patience === undefined ? [] : [nice, '-n', String(patience)]
  return [setpriv, '--pdeathsig', 'KILL', '--no-new-privs', prlimit, ...limits, ...behind]
}
