import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Inbox, openInbox } from '../workers/inbox/inbox.ts'

let folder: string
let inbox: Inbox
const now = () => new Date('2026-11-22T14:30:00Z')
const open = () => openInbox(folder, 0, now, async () => [{ who: 'Anouk', code: '123456' }])
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ouderapp-inbox-'))
  inbox = await open()
})
afterAll(async () => {
  await inbox.close()
  await rm(folder, { recursive: true, force: true })
})

const get = (path: string, host?: string) =>
  new Promise<{ status: number; text: string; headers: Record<string, unknown> }>((done, failed) => {
    const asked = request(new URL(path, inbox.url), { headers: host ? { host } : {} }, async (response) => {
      let text = ''
      for await (const part of response) text += part
      done({ status: response.statusCode ?? 0, text, headers: response.headers })
    })
    asked.on('error', failed).end()
  })
const send = (subject: string, text: string) =>
  createTransport({ url: inbox.smtpUrl }).sendMail({ from: 'app@example.org', to: 'eva@example.org', subject, text })

describe('the inbox of one machine', () => {
  it('shows what was sent, with links that can be followed, also after a restart', async () => {
    await send('Je uitnodiging', 'Maak je account:\nhttps://app.example.org/invitation#geheim\n')
    const list = (await get('/')).text
    const [, path = ''] = list.match(/href="(\/mail\/[^"]+)"/) ?? []
    expect(list).toContain('Je uitnodiging')
    expect(list).toContain('eva@example.org')
    expect((await get(path)).text).toContain('<a href="https://app.example.org/invitation#geheim"')
    await inbox.close()
    inbox = await open()
    expect((await get(path)).status).toBe(200)
  })

  it('shows the codes of accounts to try', async () => {
    expect((await get('/')).text).toMatch(/Anouk[\s\S]*123456/)
  })

  it('takes a mail for text, whatever stands in it', async () => {
    await send('<img src=x onerror=alert(1)>', '<script>alert(1)</script> "http://a.example/"onmouseover="x"')
    const list = await get('/')
    const [, path = ''] = list.text.match(/href="(\/mail\/[^"]+)"/) ?? []
    for (const { text, headers } of [list, await get(path)]) {
      expect(text).not.toMatch(/<script(?! src="\/refresh\.js")|<img|onmouseover="x"/)
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['cache-control']).toBe('no-store')
    }
  })

  it('answers this machine only, under its own name, and gives nothing but mails', async () => {
    for (const host of ['evil.example', 'localhost.evil.example:4025', '127.0.0.1.evil.example', ''])
      expect((await get('/', host || 'x')).status, host).toBe(403)
    for (const path of ['/mail/..%2f..%2fsecret', '/mail/2026', '/.env'])
      expect((await get(path)).status, path).toBe(404)
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((one) => one && !one.internal && one.family === 'IPv4')
    if (!outside) return
    const reached = fetch(`http://${outside.address}:${new URL(inbox.url).port}/`).then(
      () => true,
      () => false,
    )
    expect(await reached).toBe(false)
  })
})
