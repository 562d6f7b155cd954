import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { StartError } from './start-error.ts'

/**
 * Makes the data folder when it is not there; its parent must be.
 * @throws StartError when it cannot be made or is no folder
 */
export async function makeDataFolder(dataDir: string): Promise<void> {
  const there = await stat(dataDir).catch(() => undefined)
  if (there?.isDirectory()) return
  if (there) throw new StartError(`DATA_DIR is "${dataDir}", which is a file: write the path of a folder.`)
  // Not recursively: in places where nothing can be made that would never end.
  await mkdir(dataDir, { mode: 0o711 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return
    throw new StartError(
      `DATA_DIR is "${dataDir}", and that folder cannot be made (${error.code}): write one in a folder that exists and may be written, not ${dirname(dataDir)}.`,
    )
  })
}
