import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bounded, crashes } from './bounds.ts'
import { MediaRefused, type RefusalReason } from './media-refused.ts'
import { familyIn } from './media-type.ts'

/** Bytes of memory for one document: pages are not drawn, and one packed piece at a time is unpacked. */
const memory = 1024 ** 3
const mostPages = 200

/** What the process answers. */
export type DocumentReply = { bytes: number } | { refused: RefusalReason } | { failed: string }

/**
 * Writes a document anew, at `to`: its pages, without anything that runs, opens other programs or carries other files. What is a document
 * its first bytes say. It is read in a process of its own, which sees neither our settings nor our secrets.
 * @throws {MediaRefused} for what will never become one; another error if the process was ended from outside or could not begin
 */
export async function writeDocument(
  path: string,
  to: string,
  { most, within = 30_000, signal }: { most: number; within?: number | undefined; signal?: AbortSignal | undefined },
): Promise<{ bytes: number }> {
  signal?.throwIfAborted()
  if ((await familyIn(path, most)) !== 'pdf') throw new MediaRefused('unknown_type')
  const tooSlow = AbortSignal.timeout(within)
  const answer = await ask([resolve(path), resolve(to), String(mostPages)], {
    stop: signal ? AbortSignal.any([signal, tooSlow]) : tooSlow,
    // Written anew it may be a little larger, and never much.
    file: 4 * most,
    processor: (2 * within) / 1000,
  })
  if ('bytes' in answer) return answer
  if ('refused' in answer) throw new MediaRefused(answer.refused)
  if ('failed' in answer) throw new Error(`a document could not be processed: ${answer.failed}`)
  signal?.throwIfAborted()
  if (tooSlow.aborted) throw new MediaRefused('too_slow')
  if (crashes.includes(answer.ended)) throw new MediaRefused('damaged')
  throw new Error(`the process of a document ended by ${answer.ended}`)
}

function ask(
  given: readonly string[],
  { stop, file, processor }: { stop: AbortSignal; file: number; processor: number },
): Promise<DocumentReply | { ended: NodeJS.Signals | null }> {
  const [command, ...before] = [...bounded({ memory, processor, file, patience: 5 }), process.execPath]
  const program = fileURLToPath(new URL('./document-process.ts', import.meta.url))
  return new Promise((done, fail) => {
    const child = spawn(
      command!,
      [...before, '--max-old-space-size=512', '--disable-warning=ExperimentalWarning', program, ...given],
      {
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        cwd: '/',
        env: { MALLOC_ARENA_MAX: '2' },
        signal: stop,
        killSignal: 'SIGKILL',
      },
    )
    let reply: DocumentReply | undefined
    child.on('message', (message) => {
      reply = message as DocumentReply
    })
    child.on('close', (_, ended) => done(reply ?? { ended }))
    child.on('error', (error) => (child.pid === undefined ? fail(error) : undefined))
  })
}
