import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** Processes that one of ours began, on Linux. */

/** The process that `parent` began and whose command it is, once it does its work. */
export async function childOf(parent: number, isIt: (command: string[]) => boolean): Promise<number> {
  for (;;) {
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const [stat, line] = await Promise.all(
        ['stat', 'cmdline'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')),
      )
      if (isIt(line!.split('\0')) && Number(stat!.split(') ')[1]?.split(' ')[1]) === parent) return Number(pid)
    }
    await sleep(20)
  }
}

/** Waits until it has ended. */
export async function gone(pid: number): Promise<void> {
  const isThere = () =>
    readFile(`/proc/${pid}/stat`, 'utf8').then(
      (stat) => !stat.includes(') Z '),
      () => false,
    )
  while (await isThere()) await sleep(20)
}
