import { readFile, writeFile } from 'node:fs/promises'
import type { DocumentReply } from './document.ts'
import { MediaRefused } from './media-refused.ts'

/** The process that writes a document anew: one, and it ends. */

const [from, to, pages] = process.argv.slice(2)
process.once('disconnect', () => process.exit())
process.send?.(await answer(), () => process.exit())

async function answer(): Promise<DocumentReply> {
  try {
    // Loaded here, so that a missing library is told.
    const { cleanDocument } = await import('./document-clean.ts')
    const bytes = await cleanDocument(await readFile(from!), Number(pages))
    await writeFile(to!, bytes)
    return { bytes: bytes.length }
  } catch (error) {
    if (error instanceof MediaRefused) return { refused: error.reason }
    return { failed: error instanceof Error ? error.message : 'unknown' }
  }
}
