import type { MailKind } from '../../db/mail.ts'
import { en } from '../locales/en.ts'
import type { MailFacts } from '../locales/mail-words.ts'
import { nl } from '../locales/nl.ts'

export const words = { nl, en }

export interface Written {
  subject: string
  text: string
  html: string
}

/** Writes a mail as text and as HTML with the same words. Whatever is put into it stays text. */
export function write(
  kind: MailKind,
  language: 'nl' | 'en',
  firstName: string,
  facts: MailFacts,
  link: string | undefined,
): Written {
  const say = words[language]
  const { subject, lines, action, after = [] } = say.mails[kind](facts)
  const button = action && link ? { action, link } : undefined
  const before = [say.greeting(firstName), ...lines]
  const closing = [...after, say.closing(facts.organisation)]
  const text = [
    ...before,
    ...(button ? [`${button.action}:\n${button.link}`] : []),
    ...closing,
    `-- \n${say.why(facts.organisation)}`,
  ]
  return {
    subject: oneLine(subject),
    text: `${text.join('\n\n')}\n`,
    html: page(language, subject, before, button, closing, say.why(facts.organisation)),
  }
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)

const paragraph = (text: string) => `<p style="margin:0 0 16px">${escaped(text).replaceAll('\n', '<br>')}</p>`

function page(
  language: string,
  subject: string,
  before: string[],
  button: { action: string; link: string } | undefined,
  after: string[],
  why: string,
): string {
  const action = button
    ? `<p style="margin:24px 0"><a href="${escaped(button.link)}" style="display:inline-block;padding:12px 20px;border-radius:12px;background:#12675B;color:#FFFFFF;font-weight:600;text-decoration:none">${escaped(button.action)}</a></p><p style="margin:0 0 16px;font-size:13px;color:#55635F;word-break:break-all">${escaped(button.link)}</p>`
    : ''
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title></head><body style="margin:0;padding:24px;background:#FBF7F2;color:#23302E;font:17px/1.5 system-ui,sans-serif"><div style="max-width:34em;margin:0 auto;padding:24px;background:#FFFFFF;border:1px solid #E4DCD2;border-radius:16px">${before.map(paragraph).join('')}${action}${after.map(paragraph).join('')}<p style="margin:24px 0 0;font-size:13px;color:#55635F">${escaped(why)}</p></div></body></html>`
}
