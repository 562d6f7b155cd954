import { escaped } from '../mail/letter.ts'
import type { Kept } from './store.ts'

/** The codes of accounts that are there to be tried. */
export type Codes = () => Promise<{ who: string; code: string }[]>

const style = `
  :root { color-scheme: light dark; --ground: #FBF7F2; --surface: #FFFFFF; --ink: #23302E; --muted: #55635F; --line: #E4DCD2; --accent: #12675B }
  @media (prefers-color-scheme: dark) { :root { --ground: #121817; --surface: #1B2322; --ink: #EDF2F0; --muted: #A9B6B2; --line: #33403D; --accent: #6FD3C1 } }
  body { margin: 0; padding: 24px 16px 48px; background: var(--ground); color: var(--ink); font: 17px/1.5 system-ui, sans-serif }
  main { max-width: 44rem; margin: 0 auto }
  h1 { margin: 0 0 4px; font-size: 1.6rem } h2 { margin: 28px 0 8px; font-size: 1.15rem } p { margin: 0 0 12px } .muted { color: var(--muted); font-size: 0.9rem }
  ul { list-style: none; margin: 0; padding: 0; background: var(--surface); border: 1px solid var(--line); border-radius: 16px; overflow: hidden }
  li + li { border-top: 1px solid var(--line) }
  li > a, li > div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 2px 16px; padding: 12px 16px; color: inherit; text-decoration: none }
  li > a:hover { text-decoration: underline } a { color: var(--accent) } a:focus-visible { outline: 3px solid #1B4FD8; outline-offset: -3px }
  strong { overflow-wrap: anywhere } .code { font-size: 1.25rem; font-weight: 650; letter-spacing: 0.1em; font-variant-numeric: tabular-nums }
  pre { margin: 16px 0 0; padding: 20px; background: var(--surface); border: 1px solid var(--line); border-radius: 16px; white-space: pre-wrap; overflow-wrap: anywhere; font: inherit }`

const page = (title: string, body: string, head = '') =>
  `<!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${head}<title>${escaped(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`

const moment = (at: Date) =>
  escaped(at.toLocaleString('nl-NL', { timeZone: 'Europe/Amsterdam', dateStyle: 'medium', timeStyle: 'short' }))

/** What came in, newest first, and the codes. It looks again by itself. */
export function listPage(mails: Kept[], codes: Awaited<ReturnType<Codes>>): string {
  const list =
    mails.length === 0
      ? '<p class="muted">Er is nog geen mail. Wat de app verstuurt, verschijnt hier vanzelf.</p>'
      : `<ul>${mails
          .map(
            ({ name, subject, to, at }) =>
              `<li><a href="/mail/${name}"><strong>${escaped(subject)}</strong><span class="muted">${escaped(to)}, ${moment(at)}</span></a></li>`,
          )
          .join('')}</ul>`
  const shown =
    codes.length === 0
      ? ''
      : `<h2>Codes om mee in te loggen</h2><p class="muted">Van de accounts om mee te proberen; elke halve minuut nieuw.</p><ul>${codes
          .map(
            ({ who, code }) =>
              `<li><div><strong>${escaped(who)}</strong><span class="code">${escaped(code)}</span></div></li>`,
          )
          .join('')}</ul>`
  return page(
    'Mail van de app',
    `<h1>Mail van de app</h1><p class="muted">Op deze machine wordt niets echt verstuurd: alles komt hier terecht.</p>${list}${shown}`,
    '<script src="/refresh.js" defer></script><noscript><meta http-equiv="refresh" content="10"></noscript>',
  )
}

/** Looks again every ten seconds and leaves the focus where it is. */
export const refreshScript = `setInterval(async () => {
  const answer = await fetch('/').catch(() => undefined)
  if (!answer?.ok) return
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main')
  const main = document.querySelector('main')
  if (next.innerHTML === main.innerHTML) return
  const focused = document.activeElement?.getAttribute('href')
  main.replaceWith(next)
  for (const link of next.querySelectorAll('a')) if (link.getAttribute('href') === focused) link.focus()
}, 10_000)
`

/** One mail, as text; its links can be followed. */
export function mailPage(mail: Kept | undefined): string {
  const back = '<p><a href="/">Alle mail</a></p>'
  if (!mail) return page('Deze mail is er niet', `${back}<h1>Deze mail is er niet</h1>`)
  const { subject, from, to, at, text } = mail
  return page(
    subject,
    `${back}<h1>${escaped(subject)}</h1><p class="muted">Van ${escaped(from)}<br>Aan ${escaped(to)}<br>${moment(at)}</p><pre>${linked(text)}</pre>`,
  )
}

const linked = (text: string) =>
  escaped(text).replace(/https?:\/\/[^\s<>"]+/g, (address) => `<a href="${address}" rel="noreferrer">${address}</a>`)
