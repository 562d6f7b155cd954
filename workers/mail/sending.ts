import { setTimeout as sleep } from 'node:timers/promises'
import { createTransport, type Transporter } from 'nodemailer'
import { breachTerm } from '../../backend/contract/breach.ts'
import { timeZone } from '../../backend/day.ts'
import type { MailKind } from '../../db/mail.ts'
import type { MailFacts } from '../locales/mail-words.ts'
import { write } from './letter.ts'

/** By what mail leaves, from which address, and where its links lead. */
export interface Post {
  transport: Transporter
  from: string
  publicUrl: string
}

/** A mail as it leaves: to whom, and what its words need. */
export interface Outgoing {
  id: string
  kind: MailKind
  facts: Record<string, string>
  created_at: Date
  email: string
  first_name: string
  language: 'nl' | 'en'
  organisation_name: string
  /** When the organisation knew of the breach that the mail is about. */
  breach_aware_at: Date | null
  policy_kind: string | null
  effective_on: string | null
}

/** Opens the way to a mail server, which is not waited for long. */
export const openPost = (url: string, from: string, publicUrl: string): Post => {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
  })
  return { transport, from, publicUrl }
}

/** Well within the lease, however slowly a server speaks. */
const patience = 20_000

/**
 * Gives a mail to the server.
 * @throws what the server or the way to it says, and when it takes too long
 */
export async function deliver(
  { transport, from, publicUrl }: Post,
  due: Outgoing,
  link: string | undefined,
): Promise<void> {
  const facts: MailFacts = {
    organisation: due.organisation_name,
    at: inWords(due.facts.at ?? due.created_at.toISOString(), due.language),
    device: due.facts.device ?? '',
    ip: due.facts.ip ?? '',
    first: due.facts.first ?? '',
    from: due.effective_on ? dayInWords(due.effective_on, due.language) : '',
    policy: due.policy_kind ?? '',
    until: due.breach_aware_at
      ? inWords(new Date(due.breach_aware_at.getTime() + breachTerm).toISOString(), due.language)
      : '',
  }
  const sending = transport.sendMail({
    // Addresses as objects: a name stays a name, whatever stands in it.
    from: { name: due.organisation_name, address: from },
    to: { name: '', address: due.email },
    messageId: `<${due.id}@${new URL(publicUrl).hostname}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
    ...write(due.kind, due.language, due.first_name, facts, link),
  })
  const late = new AbortController()
  try {
    await Promise.race([
      sending,
      sleep(patience, undefined, { signal: late.signal }).then(() => {
        throw new Error('the mail server takes too long')
      }),
    ])
  } finally {
    late.abort()
    sending.catch(() => {})
  }
}

/** A server that says 5xx about the recipient will not take it later either; about us or our sign-in is for the operator to mend. */
export function isForGood(error: unknown): boolean {
  const { responseCode, command } = error as { responseCode?: number; command?: string }
  return command === 'RCPT TO' && responseCode !== undefined && responseCode >= 500
}

const locale = { nl: 'nl-NL', en: 'en-GB' }
const inWords = (moment: string, language: 'nl' | 'en') =>
  new Intl.DateTimeFormat(locale[language], { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(moment),
  )
const dayInWords = (day: string, language: 'nl' | 'en') =>
  new Intl.DateTimeFormat(locale[language], { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(`${day}T12:00:00Z`))
