import type { GuardianPhoto } from '../../backend/contract/photo.ts'
import { type Asked, download } from '../api.ts'
import { saveFile } from '../ui/save-file.ts'

/** Told how many bytes came, and of how many; the latter is 0 where it is not known. */
type Progressed = (done: number, all: number) => void

/** Gives a photo or video to the device to keep, whole, under the name that the server gives it. Throws an `ApiError`. */
export async function savePhoto(
  { id, seconds }: GuardianPhoto,
  signal: AbortSignal,
  progress: Progressed,
): Promise<void> {
  const rendition = seconds === null ? 'original' : 'video'
  const file = await download('photoFile', { params: { photoId: id, rendition }, query: { save: '1' }, signal })
  saveFile(await wholeOf(file.pieces, file.type, counting(file, progress)), file.name)
}

/** Adds up the bytes of the pieces of a file as they come. */
function counting({ bytes: all }: { bytes: number }, progress: Progressed): (bytes: number) => void {
  let done = 0
  return (bytes) => {
    done += bytes
    progress(done, all || 0)
  }
}

async function wholeOf(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  type: string,
  each: (bytes: number) => void,
): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const piece of pieces) {
    parts.push(piece)
    each(piece.length)
  }
  return new Blob(parts, { type })
}

/** Where the browser lets somebody choose a file, it is written as it comes; elsewhere it is whole in memory first. */
interface FilePicking {
  showSaveFilePicker?: (options: { suggestedName: string }) => Promise<FileSystemFileHandle>
}

/**
 * Gives photos to the device as one ZIP.
 * @throws ApiError; an `AbortError` when the signal says so or nobody chooses a file
 */
export async function saveZip(
  body: Asked<'downloadPhotos'>['body'],
  name: string,
  signal: AbortSignal,
  progress: Progressed,
): Promise<void> {
  const target = await (window as FilePicking).showSaveFilePicker?.({ suggestedName: name })
  const writing = await target?.createWritable()
  try {
    const file = await download('downloadPhotos', { body, signal })
    const count = counting(file, progress)
    if (!writing) {
      saveFile(await wholeOf(file.pieces, file.type, count), name)
      return
    }
    for await (const piece of file.pieces) {
      await writing.write(piece)
      count(piece.length)
    }
    await writing.close()
  } catch (error) {
    await writing?.abort().catch(() => undefined)
    throw error
  }
}
