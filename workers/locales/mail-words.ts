import type { MailKind } from '../../db/mail.ts'

/** What the words of a mail are made from. Moments and days are already words; what is not known is empty. */
export interface MailFacts {
  organisation: string
  at: string
  device: string
  ip: string
  /** Of a password: whether the account had none before. */
  first: string
  /** A day, and the kind of policy that holds from then on. */
  from: string
  policy: string
  /** When the 72 hours end in which the authority is told of a breach. */
  until: string
}

export interface Letter {
  subject: string
  lines: string[]
  /** The word on the button, where there is a link. */
  action?: string
  after?: string[]
}

/** Everything that mails say in one language. */
export interface MailWords {
  greeting(name: string): string
  closing(organisation: string): string
  why(organisation: string): string
  mails: Record<MailKind, (facts: MailFacts) => Letter>
}
