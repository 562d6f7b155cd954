import { type Answer, PictureRefused } from './picture.ts'
import { renditionsOf } from './renditions.ts'

/* Works on one picture and ends; nobody is left to answer when the worker is gone. */
process.once('disconnect', () => process.exit())
const answer = await renditionsOf(process.argv[2] ?? '').then(
  (picture): Answer => ({ picture }),
  (error: unknown): Answer => {
    if (error instanceof PictureRefused) return { refused: error.reason }
    throw error
  },
)
process.send?.(answer, () => process.disconnect())
