import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** Processes that one of ours began, on Linux. */

/** The processes that `parent` began and whose command it is. */
async function childrenWith(parent: number, isIt: (command: string[]) => boolean): Promise<number[]> {
  const found: number[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const [stat, line] = await Promise.all(
      ['stat', 'cmdline'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')),
    )
    if (isIt(line!.split('\0')) && Number(stat!.split(') ')[1]?.split(' ')[1]) === parent) found.push(Number(pid))
  }
  return found
}

/** Those whose command names this program. */
export const childrenOf = (parent: number, program: string): Promise<number[]> =>
  childrenWith(parent, (command) => command.some((one) => one.endsWith(program)))

/** The process that `parent` began and whose command it is, once it does its work. */
export async function childOf(parent: number, isIt: (command: string[]) => boolean): Promise<number> {
  for (;;) {
    const [found] = await childrenWith(parent, isIt)
    if (found) return found
    await sleep(20)
  }
}

/** The ffmpeg that `parent` began and that makes the film itself. */
export const filmMakerOf = (parent: number): Promise<number> =>
  childOf(parent, ([program, ...args]) => program!.endsWith('/ffmpeg') && args.some((one) => /\/video$/.test(one)))

/** Waits until it has ended. */
export async function gone(pid: number): Promise<void> {
  const isThere = () =>
    readFile(`/proc/${pid}/stat`, 'utf8').then(
      (stat) => !stat.includes(') Z '),
      () => false,
    )
  while (await isThere()) await sleep(20)
}
