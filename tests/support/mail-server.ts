import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail server that keeps what it gets, or answers as it is told. */
export interface MailServer {
  url: string
  /** What it took in: each with the recipients that the client named. */
  mails: { mail: ParsedMail; to: string[]; raw: string }[]
  /** From now on it refuses every mail with this code, or hangs without a word; nothing: it takes them in again. */
  behave(how?: number | 'hangs'): void
  close(): Promise<void>
}

export async function startMailServer(): Promise<MailServer> {
  const mails: MailServer['mails'] = []
  let how: number | 'hangs' | undefined
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo(_address, _session, done) {
      if (how === 'hangs') return
      done(how ? Object.assign(new Error('no'), { responseCode: how }) : null)
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', async () => {
        const raw = Buffer.concat(parts)
        mails.push({
          mail: await simpleParser(raw),
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: raw.toString(),
        })
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    behave: (next) => {
      how = next
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}
