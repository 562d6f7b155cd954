import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'

export interface Kept {
  /** The name of its file, without the ending. */
  name: string
  at: Date
  to: string
  from: string
  subject: string
  text: string
}

const most = 200
const nameOf = (at: Date, n: number) => `${at.toISOString().replaceAll(/[:.]/g, '-')}-${n}`
const isName = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-\d+$/

/** Keeps the newest mails as files in a folder. */
export async function openInboxStore(folder: string) {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  let count = 0
  const parsed = new Map<string, Kept>()

  /** Newest first. */
  const names = async () =>
    (await readdir(folder))
      .filter((file) => file.endsWith('.eml') && isName.test(file.slice(0, -4)))
      .map((file) => file.slice(0, -4))
      .sort()
      .reverse()

  async function read(name: string): Promise<Kept | undefined> {
    const known = parsed.get(name)
    if (known) return known
    const source = await readFile(join(folder, `${name}.eml`)).catch(() => undefined)
    if (!source) return undefined
    const mail = await simpleParser(source, { skipHtmlToText: true, skipImageLinks: true })
    const addresses = (given: typeof mail.to) =>
      [given ?? []]
        .flat()
        .map(({ text }) => text)
        .join(', ')
    const kept = {
      name,
      at: mail.date ?? new Date(0),
      to: addresses(mail.to),
      from: mail.from?.text ?? '',
      subject: mail.subject ?? '',
      text: mail.text ?? '',
    }
    parsed.set(name, kept)
    return kept
  }

  return {
    async keep(source: Buffer, at: Date): Promise<void> {
      await writeFile(join(folder, `${nameOf(at, count++)}.eml`), source, { mode: 0o600 })
      for (const name of (await names()).slice(most)) {
        parsed.delete(name)
        await rm(join(folder, `${name}.eml`), { force: true })
      }
    },
    async newest(): Promise<Kept[]> {
      const mails = await Promise.all((await names()).slice(0, most).map(read))
      return mails.filter((mail) => mail !== undefined)
    },
    one: (name: string): Promise<Kept | undefined> => (isName.test(name) ? read(name) : Promise.resolve(undefined)),
  }
}

export type InboxStore = Awaited<ReturnType<typeof openInboxStore>>
