import { writeFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { mostPixels } from '../../workers/media/picture.ts'
import { readPicture } from '../../workers/media/picture-decode.ts'
import { renderPicture } from '../../workers/media/picture-render.ts'

/** The yardstick of pictures: sharp makes the same forms, one file after another in one process, and they are written as they are. */
export interface PlainPictures {
  paths: string[]
  /** Where the forms go. */
  folder: string
}

/** As far back as the worker's process: beside others the two would otherwise get different parts of a core. */
setPriority(5)

process.on('message', async (asked) => {
  const { paths, folder } = asked as PlainPictures
  const start = performance.now()
  for (const [n, path] of paths.entries()) {
    const { renditions } = await renderPicture(await readPicture({ path, family: 'jpeg', pixels: mostPixels }))
    for (const { kind, bytes } of renditions) await writeFile(join(folder, `${n}-${kind}`), bytes)
  }
  process.send?.(performance.now() - start)
})
process.on('disconnect', () => process.exit())
