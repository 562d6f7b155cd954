import { stat } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'

export type FolderLock = { held: true; release(): Promise<void> } | { held: false; pid: string }

/**
 * Takes a folder for this process alone, or tells which process has it. The kernel holds the lock (an abstract socket
 * named after the folder's inode), so it is gone the moment its process is, however that ended.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  // Elsewhere PostgreSQL's own postmaster.pid is the only lock.
  if (process.platform !== 'linux') return { held: true, release: async () => {} }
  const { dev, ino } = await stat(folder, { bigint: true })
  const path = `\0ouderapp:${dev}:${ino}`
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.end(String(process.pid))
  })
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await listening(server, path)) {
      server.unref()
      return { held: true, release: () => new Promise((resolve) => server.close(() => resolve())) }
    }
    const pid = await ask(path)
    if (pid) return { held: false, pid }
  }
  return { held: false, pid: 'unknown' }
}

const listening = (server: Server, path: string) =>
  new Promise<boolean>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error))
    server.once('error', failed)
    server.listen(path, () => {
      server.off('error', failed)
      resolve(true)
    })
  })

/** The process behind the lock; undefined when it let go meanwhile. */
const ask = (path: string) =>
  new Promise<string | undefined>((resolve) => {
    let said = ''
    const socket = connect(path)
    const giveUp = setTimeout(() => {
      socket.destroy()
      resolve('busy')
    }, 500)
    const done = (answer: string | undefined) => {
      clearTimeout(giveUp)
      resolve(answer)
    }
    socket.on('data', (bytes) => {
      said += bytes
    })
    socket.on('error', () => done(undefined))
    socket.on('end', () => done(said || 'busy'))
  })
