import { randomUUID } from 'node:crypto'
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { checkName, checkRange, isName, type MediaStore, NotStored, StoreDown, StoreFull } from './store.ts'

const isPart = (name: string) => /^[0-9a-z]{2}$/.test(name)
const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'unknown'
const refusal = (error: unknown): Error =>
  ['ENOSPC', 'EDQUOT'].includes(codeOf(error))
    ? new StoreFull('The media folder’s disk is full.', { cause: error })
    : new StoreDown(`The media folder cannot be used (${codeOf(error)}).`, { cause: error })

/** Puts what the file system refuses into the store's words. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    throw refusal(error)
  }
}

/**
 * A store in a folder: `ab/cd/abcd…`, readable by this system user alone. A file is written in `unfinished/` first and moves to its place
 * once it is on the disk. Several processes may share the folder. It is made when it is not there; its parent must be.
 * @throws StoreFull, StoreDown when the folder cannot be used
 */
export async function openDirectoryStore(folder: string): Promise<MediaStore> {
  const unfinished = join(folder, 'unfinished')
  const pathOf = (name: string) => join(folder, name.slice(0, 2), name.slice(2, 4), checkName(name))
  await asked(makeFolder(folder))
  await asked(makeFolder(unfinished))

  /** A missing file is one thing, a folder that is gone as a whole another. */
  async function found<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw refusal(error)
      await asked(stat(unfinished))
      throw new NotStored('The media folder has no such file.')
    }
  }

  async function moveIn(draft: string, name: string): Promise<void> {
    const outer = join(folder, name.slice(0, 2))
    const inner = join(outer, name.slice(2, 4))
    await makeFolder(outer)
    await makeFolder(inner)
    await rename(draft, pathOf(name))
    await sync(inner).catch(async (error) => {
      await rm(pathOf(name), { force: true }).catch(() => {})
      throw error
    })
  }

  return {
    async put(name, source) {
      checkName(name)
      const draft = join(unfinished, randomUUID())
      try {
        const bytes = await write(await asked(open(draft, 'wx', 0o600)), source)
        await asked(moveIn(draft, name))
        return bytes
      } catch (error) {
        // What cannot be removed now is left to forgetUnfinished.
        await rm(draft, { force: true }).catch(() => {})
        throw error
      }
    },

    async *read(name, range = { from: 0 }) {
      checkRange(range)
      const handle = await found(open(pathOf(name), 'r'))
      try {
        // Closes the file however it ends, also when the reader leaves early.
        yield* handle.createReadStream({ start: range.from, end: range.to })
      } catch (error) {
        throw refusal(error)
      }
    },

    length: async (name) => (await found(stat(pathOf(name)))).size,

    async remove(name) {
      await found(unlink(pathOf(name))).catch((error) => {
        if (!(error instanceof NotStored)) throw error
      })
    },

    async *names() {
      for (const outer of (await asked(readdir(folder))).filter(isPart)) {
        for (const inner of (await asked(readdir(join(folder, outer)))).filter(isPart)) {
          for (const name of await asked(readdir(join(folder, outer, inner)))) {
            if (!isName(name) || !name.startsWith(outer + inner)) continue
            const there = await changedAt(pathOf(name))
            if (there) yield { name, changedAt: there }
          }
        }
      }
    },

    async forgetUnfinished(before) {
      for (const draft of await asked(readdir(unfinished))) {
        const there = await changedAt(join(unfinished, draft))
        if (there && there < before) await asked(rm(join(unfinished, draft), { force: true }))
      }
    },
  }
}

async function write(handle: FileHandle, source: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0
  try {
    for await (const piece of source) {
      await asked(handle.writeFile(piece))
      bytes += piece.length
    }
    await asked(handle.sync())
  } finally {
    await asked(handle.close())
  }
  return bytes
}

/** When a file was last written; undefined when it is none, or somebody removed it meanwhile. */
async function changedAt(path: string): Promise<Date | undefined> {
  try {
    const there = await lstat(path)
    return there.isFile() ? there.mtime : undefined
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw refusal(error)
    return undefined
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return
    throw error
  }
  await sync(join(path, '..'))
}

/** A new name in a folder lasts only once the folder itself is on the disk. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
