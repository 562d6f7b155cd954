import { type ErrorCode, type ErrorReply, errorStatus } from './contract/errors.ts'
import type { Language } from './contract/values.ts'
import { en } from './locales/en.ts'
import { nl } from './locales/nl.ts'

type Details = Omit<ErrorReply['error'], 'code' | 'message' | 'id'>

/** A request that is refused for a reason the outside may know. What is forbidden is refused as `not_found`. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: ErrorCode
  readonly details: Details

  constructor(code: ErrorCode, details: Details = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}

/** The status and body of an error reply, worded in the reader's language. */
export function errorReply(refusal: Refusal, language: Language, id: string): { status: number; body: ErrorReply } {
  const message = (language === 'en' ? en : nl)[refusal.code]
  const names = refusal.details.children?.map((child) => child.callName) ?? []
  const list = new Intl.ListFormat(language, { type: 'conjunction' }).format(names)
  return {
    status: errorStatus[refusal.code],
    body: { error: { code: refusal.code, message: message.replace('{children}', list), id, ...refusal.details } },
  }
}

/** The reader's language from an Accept-Language header; Dutch unless English comes first. */
export const languageOf = (header: string | undefined): Language => (/^\s*en\b/i.test(header ?? '') ? 'en' : 'nl')
