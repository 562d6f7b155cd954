import { setPriority } from 'node:os'
import { MediaRefused } from './media-refused.ts'
import type { PictureReply, PictureRequest } from './picture.ts'

/** The process that makes pictures: a request, a reply, and the next; it ends with who asks. */

/** Behind the server, and yet never starved: what takes too long is refused. Threads begun later are like this one. */
const patience = 5

try {
  setPriority(patience)
} catch {
  // Without it posting is a little slower meanwhile.
}

process.once('disconnect', () => process.exit())
process.on('message', async (request) => {
  process.send?.(await answer(request as PictureRequest))
})

async function answer(request: PictureRequest): Promise<PictureReply> {
  try {
    // Loaded here, so that a missing library is told.
    const { readPicture } = await import('./picture-decode.ts')
    const { renderPicture } = await import('./picture-render.ts')
    return { picture: await renderPicture(await readPicture(request)) }
  } catch (error) {
    if (error instanceof MediaRefused) return { refused: error.reason }
    return { failed: error instanceof Error ? error.message : 'unknown' }
  }
}
