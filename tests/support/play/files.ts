import { setTimeout as sleep } from 'node:timers/promises'
import sharp from 'sharp'
import { expect } from 'vitest'
import { processMedia } from '../../../workers/media/processing.ts'
import { sendWhole } from '../attachments.ts'
import { pdf } from '../documents.ts'
import { mediaGround } from '../photos.ts'
import type { Ground, Somebody } from './ground.ts'

export type FileKind = 'photo' | 'letter'

let made: Promise<Record<FileKind, Buffer>> | undefined
/** A real picture and a real document, both small. */
const realFiles = () =>
  (made ??= Promise.all([
    sharp({ create: { width: 64, height: 48, channels: 3, background: '#4a7' } })
      .jpeg()
      .toBuffer(),
    pdf('Dieetlijst'),
  ]).then(([photo, letter]) => ({ photo, letter })))

/** Files that go with messages: sent by tus and processed by the worker, as any. */
export async function playFiles(ground: Ground) {
  const bytes = await realFiles()
  let working: Promise<unknown> = Promise.resolve()

  /** Waits until a file is processed; one worker works at a time. */
  async function processed(id: string): Promise<void> {
    for (const end = Date.now() + 20_000; ; await sleep(10)) {
      working = working.then(() => processMedia(mediaGround(ground.server()), 'photo'))
      await working
      const { rows } = await ground.owner.query<{ state: string }>('select state from media where id = $1', [id])
      if (rows[0]?.state === 'ready') return
      if (rows[0]?.state === 'refused' || Date.now() > end) throw new Error(`a file is ${rows[0]?.state}`)
    }
  }

  return {
    /** The id of one that is ready; nothing when the session on the tablet ended meanwhile. */
    async send(by: Somebody, childId: string, kind: FileKind, name: string) {
      const [server, called] = [ground.server(), kind === 'letter' ? `${name}.pdf` : undefined]
      const id = await sendWhole(server, by, childId, bytes[kind], called).catch((error: Error) => {
        // A manager sends nothing where nothing was handed over.
        if (by.isOnTablet || by.role === 'manager') return undefined
        throw error
      })
      if (id === undefined) return undefined
      await processed(id)
      return { id, kind }
    },
    expectWhole(got: Buffer, kind: FileKind): void {
      const beginning = got.subarray(0, 4).toString('latin1')
      expect(beginning).toBe(kind === 'letter' ? '%PDF' : 'RIFF')
    },
  }
}
