import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import type { PersonName } from '../support/nursery.ts'
import { faultsInRooms } from './looks.ts'
import { ask, en, moment, nl, openLive, promptly, ready, settled, soon } from './steps.ts'

let product: Product
let phone: BrowserWindow
let tablet: BrowserWindow
let inbox: string

const button = ({ page }: BrowserWindow, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const dialog = ({ page }: BrowserWindow) => page.getByRole('dialog')
const inDialog = (window: BrowserWindow, name: string) => dialog(window).getByRole('button', { name, exact: true })
const field = ({ page }: BrowserWindow) => page.getByRole('textbox', { name: nl['compose.label'], exact: true })
/** What stands in the conversation that is open. */
const said = ({ page }: BrowserWindow, words: string | RegExp) =>
  page.getByRole('log').getByText(words, typeof words === 'string' ? { exact: true } : {})
const row = ({ page }: BrowserWindow, title: string) => page.getByRole('link', { name: title })
async function say(window: BrowserWindow, text: string): Promise<void> {
  await field(window).fill(text)
  await button(window, nl['compose.send']).click()
}

/** Somebody with the role of staff whose only group is another one. */
async function toAnotherGroup(who: PersonName): Promise<string> {
  const { owner, nursery } = product
  const groupId = uuidv7()
  await owner.query(
    `insert into "group" select (jsonb_populate_record(g, jsonb_build_object('id', $1::uuid, 'name', 'Uilen'))).* from "group" g where id = $2`,
    [groupId, nursery.groupId],
  )
  await owner.query('update staff_assignment set group_id = $1 where person_id = $2', [groupId, nursery.people[who].id])
  return groupId
}

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  inbox = `/group/${product.nursery.groupId}/messages`
  phone = await product.window('Lisa')
  tablet = await product.window('Anouk', { size: 'tablet' })
})
afterAll(() => product?.close())

const first = 'Mag Noor vandaag iets eerder naar bed?'
const answer = 'Ja hoor, om kwart voor twaalf.'
const strange = '<img src=x onerror="document.title=1"><script>alert(1)</script> https://voorbeeld.nl/a?b=1&c=2.'

describe('a conversation', () => {
  test('begun on the phone, seen on the tablet at once and answered; the read state comes back; nobody else hears of it', async () => {
    const uilen = await toAnotherGroup('Grace')
    const other = await product.window('Grace', { size: 'tablet' })
    const partner = await product.window('Tom')
    await openLive(other, `/group/${uilen}/messages`)
    await openLive(partner, '/messages')
    await openLive(tablet, inbox)
    await tablet.page.getByText(nl['inbox.none.all']).waitFor()
    await tablet.shot('conversation-inbox-empty')
    await openLive(phone)
    await phone.page.getByRole('link', { name: nl['nav.messages'], exact: true }).click()
    await phone.page.getByRole('heading', { name: nl['messages.title'], exact: true }).waitFor()
    await phone.shot('conversation-none')
    await phone.page.getByRole('link', { name: nl['messages.begin.about']('Noor') }).click()
    await phone.page.getByText(nl['messages.begin.first']('Eekhoorns')).waitFor()
    await phone.shot('conversation-begin')

    const seen = moment(row(tablet, nl['messages.of']('Lisa', 'Noor')))
    await say(phone, first)
    const at = Date.now()
    expect((await seen) - at).toBeLessThan(promptly)
    await said(phone, first).waitFor()
    await phone.page.getByText(/^Verstuurd \d\d:\d\d$/).waitFor()
    await tablet.page.getByText(nl['nav.messages.unread'](1)).first().waitFor({ state: 'attached' })
    await tablet.shot('conversation-inbox')

    await row(tablet, nl['messages.of']('Lisa', 'Noor')).click()
    await said(tablet, first).waitFor()
    await tablet.page.getByText(nl['thread.new'](1)).waitFor()
    await phone.page.getByText(/^Gelezen door Anouk, \d\d:\d\d$/).waitFor()
    await button(tablet, nl['handling.claim']).click()
    await tablet.page.getByText(nl['handling.isMine']).first().waitFor()

    // Typing shows to the other side, without a name.
    await field(tablet).pressSequentially('Ja')
    await phone.page.getByText(nl['thread.typing.group']).waitFor()
    await phone.shot('conversation-typing')
    const answered = moment(said(phone, answer))
    await say(tablet, answer)
    const sentAt = Date.now()
    expect((await answered) - sentAt).toBeLessThan(promptly)
    await tablet.page.getByText(/^Gelezen door Lisa, \d\d:\d\d$/).waitFor()
    expect(await phone.page.getByText(nl['thread.typing.group']).count()).toBe(0)
    await phone.shot('conversation-answered')
    await tablet.shot('conversation-tablet')

    await field(phone).pressSequentially('Dank')
    await tablet.page.getByText(nl['thread.typing']('Lisa')).waitFor()
    await field(phone).fill('')

    await settled(product, [other, partner])
    const { rows } = await product.owner.query('select id from conversation')
    expect(rows).toHaveLength(1)
    for (const window of [other, partner]) {
      const heard = await window.received()
      for (const secret of [rows[0].id, first, answer]) expect(heard).not.toContain(secret)
      expect(window.heard('typing')).toBe(0)
      expect(window.problems).toEqual([])
      await window.context.close()
    }
  })

  test('tags and scripts stay text, and an address can be followed', async () => {
    await say(phone, strange)
    await said(tablet, /<script>alert\(1\)<\/script>/).waitFor()
    for (const window of [phone, tablet]) {
      const link = window.page.getByRole('log').getByRole('link')
      expect(await link.getAttribute('href')).toBe('https://voorbeeld.nl/a?b=1&c=2')
      expect(await link.getAttribute('rel')).toContain('noopener')
      expect(await window.page.getByRole('log').locator('img, script').count()).toBe(0)
    }
    await phone.shot('conversation-strange')
  })

  test('a draft survives a reload, and is kept for its own conversation', async () => {
    await field(phone).fill('Nog niet af')
    await openLive(phone, '/messages')
    await phone.page.getByText(nl['messages.draft']('Nog niet af')).waitFor()
    await phone.shot('conversation-list')
    await row(phone, nl['messages.about']('Eekhoorns', 'Noor')).click()
    await soon(() => field(phone).inputValue()).toBe('Nog niet af')
    await field(phone).fill('x'.repeat(5001))
    await phone.page.getByText(nl['compose.over'](1)).waitFor()
    expect(await button(phone, nl['compose.send']).isDisabled()).toBe(true)
    await field(phone).fill('')
  })

  test('a message is put right, and taken back: the tablet sees that it was', async () => {
    await say(phone, 'Oma Rai haalt haar')
    await said(tablet, 'Oma Rai haalt haar').waitFor()
    await button(phone, nl['message.more']('Oma Rai haalt haar')).click()
    await dialog(phone).getByText(nl['message.more.readBy']('Anouk'), { exact: false }).waitFor()
    await phone.shot('conversation-more')
    await dialog(phone)
      .getByRole('button', { name: /^Wijzig/ })
      .click()
    await field(phone).fill('Oma Ria haalt haar')
    await field(phone).press('Control+Enter')
    await said(tablet, 'Oma Ria haalt haar').waitFor()
    await tablet.page.getByText(nl['message.edited']).waitFor()
    await button(phone, nl['message.more']('Oma Ria haalt haar')).click()
    await inDialog(phone, nl['message.more.retract']).click()
    await said(tablet, /^Lisa trok een bericht in om \d\d:\d\d$/).waitFor()
    await said(phone, new RegExp(nl['message.retracted.wasRead'])).waitFor()
    expect(await said(tablet, 'Oma Ria haalt haar').count()).toBe(0)
    await phone.shot('conversation-retracted')
  })

  test('what is sent without a connection waits on the phone, survives a reload and arrives once', async () => {
    await ready(phone)
    const later = 'Zonder verbinding geschreven'
    await phone.context.setOffline(true)
    await say(phone, later)
    await phone.page.getByText(nl['message.offline']).waitFor()
    await phone.page.reload()
    await said(phone, later).waitFor()
    await said(phone, answer).waitFor()
    await phone.page.getByText(nl['message.offline']).waitFor()
    await phone.shot('conversation-offline')
    expect(await said(tablet, later).count()).toBe(0)
    await phone.context.setOffline(false)
    await said(tablet, later).waitFor()
    await phone.page
      .getByText(/^Gelezen door Anouk/)
      .first()
      .waitFor()
    await settled(product, [phone])
    expect(await said(phone, later).count()).toBe(1)
    expect(await said(tablet, later).count()).toBe(1)
  })
})
