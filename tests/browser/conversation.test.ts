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
    await tablet.page.getByText(nl['handling.isOpen']).waitFor()

    // Typing shows to the other side, without a name.
    await field(tablet).pressSequentially('Ja')
    await phone.page.getByText(nl['thread.typing.group']).waitFor()
    await phone.shot('conversation-typing')
    const answered = moment(said(phone, answer))
    await say(tablet, answer)
    const sentAt = Date.now()
    expect((await answered) - sentAt).toBeLessThan(promptly)
    await tablet.page.getByText(/^Gelezen door Lisa, \d\d:\d\d$/).waitFor()
    // Who answers takes it up.
    await tablet.page.getByText(nl['handling.isMine']).first().waitFor()
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

  test('what is read on one device of somebody is read on the other at once', async () => {
    const other = await product.window('Anouk', { size: 'tablet' })
    const unread = () => other.page.getByText(nl['nav.messages.unread'](1)).first()
    await openLive(other, `/group/${product.nursery.groupId}`)
    await openLive(tablet, `/group/${product.nursery.groupId}/messages`)
    await say(phone, 'Nog iets')
    await unread().waitFor({ state: 'attached' })
    await row(tablet, nl['messages.of']('Lisa', 'Noor')).click()
    await said(tablet, 'Nog iets').waitFor()
    await unread().waitFor({ state: 'detached' })
    expect(other.problems).toEqual([])
    await other.context.close()
  })

  test('a draft survives a reload, and is kept for its own conversation', async () => {
    await field(phone).fill('Nog niet af')
    await openLive(phone, '/messages')
    await phone.page.getByText(nl['messages.draft']('Nog niet af')).waitFor()
    await phone.shot('conversation-list')
    await row(phone, nl['messages.about']('Eekhoorns', 'Noor')).click()
    await soon(() => field(phone).inputValue()).toBe('Nog niet af')
    await field(phone).fill('x'.repeat(5001))
    await phone.page.getByText(nl['text.over'](1, 5000)).waitFor()
    expect(await button(phone, nl['compose.send']).isDisabled()).toBe(true)
    await field(phone).fill('')
  })

  test('a message is put right, and taken back: the tablet sees that it was', async () => {
    await say(phone, 'Oma Rai haalt haar')
    await said(tablet, 'Oma Rai haalt haar').waitFor()
    await button(phone, nl['message.more']('Oma Rai haalt haar')).click()
    await dialog(phone).getByText(nl['message.more.readBy']('Anouk'), { exact: false }).waitFor()
    await phone.shot('conversation-more')
    const change = () =>
      dialog(phone)
        .getByRole('button', { name: /^Wijzig/ })
        .click()
    await change()
    await field(phone).fill('Oma Ria haalt haar')
    // What was typed is there again for who left meanwhile.
    await phone.page.reload()
    await button(phone, nl['message.more']('Oma Rai haalt haar')).click()
    await change()
    expect(await field(phone).inputValue()).toBe('Oma Ria haalt haar')
    await field(phone).press('Control+Enter')
    await said(tablet, 'Oma Ria haalt haar').waitFor()
    await tablet.page.getByText(nl['message.edited']).waitFor()
    await button(phone, nl['message.more']('Oma Ria haalt haar')).click()
    await inDialog(phone, nl['message.more.retract']).click()
    await said(tablet, /^Lisa trok een bericht in om \d\d:\d\d$/).waitFor()
    await said(phone, new RegExp(nl['message.retracted.wasRead'])).waitFor()
    expect(await said(tablet, 'Oma Ria haalt haar').count()).toBe(0)
    await phone.shot('conversation-retracted')
    await openLive(phone, '/messages')
    await phone.page.getByText(nl['messages.retracted.mine'], { exact: true }).waitFor()
    await row(phone, nl['messages.about']('Eekhoorns', 'Noor')).click()
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
    const before = phone.heard('caught-up')
    await phone.context.setOffline(false)
    await said(tablet, later).waitFor()
    await soon(() => phone.heard('caught-up')).toBeGreaterThan(before)
    await settled(product, [phone])
    expect(await said(phone, later).count()).toBe(1)
    expect(await said(tablet, later).count()).toBe(1)
  })

  test('what waits is changed before it goes, or dropped', async () => {
    await phone.context.setOffline(true)
    await say(phone, 'Om vier uur')
    await say(phone, 'Toch maar niet')
    await button(phone, nl['message.drop']).nth(1).click()
    await said(phone, 'Toch maar niet').waitFor({ state: 'detached' })
    await button(phone, nl['message.edit']).click()
    expect(await field(phone).inputValue()).toBe('Om vier uur')
    await field(phone).fill('Om vijf uur')
    await phone.shot('conversation-resend')
    await button(phone, nl['compose.send']).click()
    await phone.context.setOffline(false)
    await said(tablet, 'Om vijf uur').waitFor()
    await settled(product, [phone, tablet])
    for (const window of [phone, tablet])
      for (const never of ['Om vier uur', 'Toch maar niet']) expect(await said(window, never).count()).toBe(0)
  })

  test('what waits and is being changed does not go as it was, also when the page is closed: it is written on where it was', async () => {
    await phone.context.setOffline(true)
    await say(phone, 'Om zes uur')
    await button(phone, nl['message.edit']).click()
    await field(phone).fill('Om zeven uur, of')
    await phone.page.reload()
    await soon(() => field(phone).inputValue()).toBe('Om zeven uur, of')
    await phone.context.setOffline(false)
    expect(await field(phone).inputValue()).toBe('Om zeven uur, of')
    await field(phone).fill('Om zeven uur dus')
    await button(phone, nl['compose.send']).click()
    await said(tablet, 'Om zeven uur dus').waitFor()
    await settled(product, [phone, tablet])
    for (const window of [phone, tablet]) expect(await said(window, 'Om zes uur').count()).toBe(0)
  })
})

describe('what the group does with it', () => {
  const noor = nl['messages.of']('Lisa', 'Noor')
  const filter = (name: string) => tablet.page.getByRole('button', { name: new RegExp(`^${name}`) })

  test('is counted and filtered; a new message opens what was done; handed over, the manager reads it', async () => {
    await openLive(tablet, inbox)
    await row(tablet, noor).waitFor()
    await filter(nl['inbox.open']).click()
    await tablet.page.getByText(nl['inbox.none.open']).waitFor()
    await filter(nl['inbox.claimed']).click()
    await row(tablet, noor).click()
    await button(tablet, nl['handling.more']).click()
    await inDialog(tablet, nl['handling.urgent']).click()
    await tablet.page.getByText(nl['inbox.urgent'](1)).waitFor()
    await tablet.shot('conversation-urgent')
    await button(tablet, nl['handling.done']).click()
    await button(tablet, nl['handling.reopen']).waitFor()
    await tablet.page.getByText(nl['inbox.none.claimed']).waitFor()
    await soon(() => filter(nl['inbox.done']).last().textContent()).toMatch(/\D1$/)
    await say(phone, 'Toch nog een vraag')
    await filter(nl['inbox.open']).first().click()
    await row(tablet, noor).waitFor()
    await button(tablet, nl['handling.done']).waitFor()
    await button(tablet, nl['handling.claim']).click()
    await tablet.page.getByText(nl['handling.isMine']).first().waitFor()
    await field(tablet).fill('Dat kan, tot morgen')
    await tablet.shot('conversation-send-done')
    await button(tablet, nl['compose.sendDone']).click()
    await said(phone, 'Dat kan, tot morgen').waitFor()
    await button(tablet, nl['handling.reopen']).click()
    await button(tablet, nl['handling.done']).waitFor()

    const manager = await product.window('Marieke', { size: 'tablet' })
    await openLive(manager, inbox)
    await manager.page.getByText(nl['inbox.none.manager']).waitFor()
    await button(tablet, nl['handling.more']).click()
    await inDialog(tablet, nl['handling.handOver']).click()
    await dialog(tablet).getByText(nl['handling.handOver.text']).waitFor()
    await inDialog(tablet, nl['handling.handOver']).click()
    await row(manager, noor).click()
    await said(manager, 'Toch nog een vraag').waitFor()
    await phone.page.getByText(nl['messages.private.manager']).last().waitFor()
    await manager.shot('conversation-manager')
    await say(manager, 'Ik kijk ernaar, Marieke')
    await said(phone, 'Ik kijk ernaar, Marieke').waitFor()
    await button(manager, nl['handling.more']).click()
    await inDialog(manager, nl['handling.handBack']).click()
    await manager.page.getByText(nl['inbox.none.manager']).waitFor()
    await phone.page.getByText(nl['messages.private']).last().waitFor()
    expect(manager.problems).toEqual([])
    await manager.context.close()
  })

  test('much that is new is read from its first line, and counts as read at its end', async () => {
    await phone.page.goto('/')
    await ready(phone)
    for (const n of [1, 2, 3, 4]) {
      await say(tablet, `${n}. ${'Vandaag was het een lange dag buiten. '.repeat(12)}`)
      await said(tablet, new RegExp(`^${n}\\. Vandaag`)).waitFor()
    }
    await phone.page.getByText(nl['nav.messages.unread'](4)).waitFor({ state: 'attached' })
    await phone.page.getByRole('link', { name: new RegExp(`^${nl['nav.messages']}`) }).click()
    await row(phone, nl['messages.about']('Eekhoorns', 'Noor')).click()
    const line = phone.page.getByText(nl['thread.new'](4))
    const inSight = async () => {
      const [box, log] = [await line.boundingBox(), await phone.page.getByRole('log').boundingBox()]
      return !!box && !!log && box.y >= log.y && box.y + box.height <= log.y + log.height
    }
    await phone.shot('conversation-new-first')
    await soon(inSight).toBe(true)
    await phone.shot('conversation-new-first')
    await button(phone, nl['thread.new.pill'](4)).click()
    await tablet.page.getByText(/^Gelezen door Lisa/).waitFor()
  })

  test('staff begin with a guardian, with a template of the location; whoever has not read sees what is new', async () => {
    const manager = await product.window('Marieke', { size: 'tablet' })
    await manager.page.goto('/office/messages')
    await manager.page.getByLabel(nl['officeMessages.templates.name']).fill('Luiers')
    await manager.page
      .getByLabel(nl['officeMessages.templates.content'], { exact: true })
      .fill('De luiers zijn bijna op.')
    await button(manager, nl['officeMessages.templates.add']).click()
    await manager.page.getByText(nl['officeMessages.templates.added']('Luiers')).waitFor()
    await manager.page.getByText(nl['officeMessages.hours.set']).click()
    await manager.page.getByLabel(nl['officeMessages.hours.from']('maandag')).fill('730')
    await button(manager, nl['officeMessages.save']).click()
    await manager.page.getByText(nl['officeMessages.hours.wrong']('maandag')).waitFor()
    await manager.page.getByText(nl['officeMessages.hours.always']).click()
    await manager.page.getByLabel(nl['officeMessages.away']).fill('We zijn naar de kinderboerderij.')
    await button(manager, nl['officeMessages.save']).click()
    await manager.page.getByText(nl['officeMessages.saved']).waitFor()
    await manager.shot('conversation-office')
    expect(manager.problems).toEqual([])
    await manager.context.close()

    await tablet.page.getByRole('link', { name: nl['messages.begin'], exact: true }).click()
    await tablet.page.getByLabel(nl['messages.begin.filter']).fill('ay')
    await tablet.shot('conversation-whom')
    await tablet.page.getByRole('link', { name: nl['messages.of']('Sanne', 'Aya') }).click()
    await tablet.page.getByText(nl['messages.begin.firstStaff']('Sanne')).waitFor()
    await button(tablet, nl['compose.template']).click()
    await inDialog(tablet, nl['templates.insert']('Luiers')).click()
    await soon(() => field(tablet).inputValue()).toBe('De luiers zijn bijna op.')
    await button(tablet, nl['compose.send']).click()
    await tablet.page.getByText(/^Verstuurd \d\d:\d\d$/).waitFor()

    const sanne = await product.window('Sanne')
    await openLive(sanne)
    await sanne.page.getByText(nl['nav.messages.unread'](1)).waitFor({ state: 'attached' })
    await sanne.page.getByRole('link', { name: new RegExp(`^${nl['nav.messages']}`) }).click()
    await row(sanne, nl['messages.about']('Eekhoorns', 'Aya')).click()
    await sanne.page.getByText(nl['thread.new'](1)).waitFor()
    await sanne.page.getByText('We zijn naar de kinderboerderij.').waitFor()
    await sanne.shot('conversation-new-line')
    await sanne.page.getByText(nl['nav.messages.unread'](1)).waitFor({ state: 'detached' })
    // It stays until she leaves.
    await sanne.page.getByText(nl['thread.new'](1)).waitFor()
    expect(sanne.problems).toEqual([])
    await sanne.context.close()
  })
})

describe('both guardians', () => {
  test('write together once both agree, not before; and either ends it', async () => {
    const tom = await product.window('Tom')
    await openLive(tom, '/messages')
    await button(phone, nl['sharing.open']).click()
    await phone.shot('conversation-propose')
    await inDialog(phone, nl['sharing.propose']('Tom')).click()
    await phone.page.getByText(nl['sharing.proposed']('Tom')).waitFor()
    await phone.page.getByText(nl['silence.not_agreed']('Tom')).waitFor()
    await tom.page.getByText(nl['sharing.asked.short']('Lisa')).waitFor()
    await tom.page.getByText(nl['nav.messages.proposals'](1)).waitFor({ state: 'attached' })
    await tom.page.getByText(nl['sharing.waiting'], { exact: true }).waitFor()
    await tom.shot('conversation-asked-list')
    await row(tom, nl['messages.about']('Eekhoorns', 'Noor')).click()
    await tom.page.getByText(nl['sharing.asked']('Lisa', 'Noor')).waitFor()
    await tom.page.getByText(nl['silence.asked']).waitFor()
    await tom.shot('conversation-asked')
    await button(tom, nl['sharing.agree']).click()
    await say(tom, 'Fijn, dan lezen we allebei mee')
    await said(phone, 'Fijn, dan lezen we allebei mee').waitFor()
    await said(phone, 'Tom').waitFor()
    await row(tablet, nl['messages.of']('Lisa en Tom', 'Noor')).first().waitFor()
    expect(await tom.received()).not.toContain(first)
    await phone.shot('conversation-shared')
    await field(tom).fill('Half af, en niet kwijt')
    await button(phone, nl['sharing.end']).click()
    await inDialog(phone, nl['sharing.end']).click()
    await tom.page.getByText(nl['silence.ended']).waitFor()
    await tom.page.getByText('Half af, en niet kwijt', { exact: true }).waitFor()
    await button(tom, nl['draft.copy']).waitFor()
    await soon(() => phone.page.getByText(nl['thread.typing']('Tom')).count()).toBe(0)
    await tom.shot('conversation-ended')
    await said(tom, 'Fijn, dan lezen we allebei mee').waitFor()
    expect(tom.problems).toEqual([])
    await tom.context.close()
  })
})

describe('without a connection', () => {
  test('a guardian has the box to write in on screen, and staff are not told that a conversation is gone', async () => {
    const { rows } = await product.owner.query(
      `select k.id from conversation k join child c on c.id = k.child_id where c.call_name = 'Noor' and k.kind = 'private'
        and exists (select from message m where m.conversation_id = k.id)`,
    )
    await openLive(phone, `/messages/${rows[0].id}`)
    await said(phone, answer).waitFor()
    await ready(phone)
    await phone.context.setOffline(true)
    await phone.page.reload()
    await phone.page
      .getByRole('status')
      .filter({ hasText: /^Geen verbinding/ })
      .waitFor()
    const overflow = () => phone.page.evaluate(() => document.documentElement.scrollHeight - innerHeight)
    await soon(overflow).toBe(0)
    await phone.shot('conversation-offline')
    await phone.context.setOffline(false)

    await openLive(tablet, `${inbox}/${rows[0].id}`)
    await field(tablet).fill('Straks af')
    await ready(tablet)
    await tablet.context.setOffline(true)
    await tablet.page.reload()
    await tablet.page.getByRole('heading', { name: nl['messages.failed'] }).first().waitFor()
    await tablet.page.getByText('Straks af', { exact: true }).waitFor()
    expect(await tablet.page.getByText(nl['messages.gone']).count()).toBe(0)
    expect(await tablet.page.getByRole('radio', { name: /0/ }).count()).toBe(0)
    await tablet.shot('conversation-staff-offline')
    await tablet.context.setOffline(false)
    await said(tablet, answer).waitFor()
    await soon(() => field(tablet).inputValue()).toBe('Straks af')
    await field(tablet).fill('')
  })
})

describe('looking for words', () => {
  test('in one’s own conversations, and straight to the message', async () => {
    for (const window of [phone, tablet]) {
      await openLive(window, window === phone ? '/messages' : inbox)
      await button(window, nl['find.open']).click()
      // A beginning, another form, and who wrote it.
      await window.page.getByLabel(nl['find.label'], { exact: true }).fill('kwartjes twaa anouk')
      await button(window, nl['find.action']).click()
      await window.page.getByText(nl['find.found'](1)).waitFor()
      expect(await window.page.locator('mark').allTextContents()).toEqual(['Anouk', 'kwart', 'twaalf'])
      await window.shot(`conversation-find-${window === phone ? 'phone' : 'tablet'}`)
      await window.page.getByRole('link', { name: nl['find.by']('Anouk', 'Noor') }).click()
      await said(window, answer).waitFor()
      await window.shot(`conversation-found-${window === phone ? 'phone' : 'tablet'}`)
    }
    await phone.page.goBack()
    await phone.page.getByLabel(nl['find.label'], { exact: true }).fill('nergens')
    await button(phone, nl['find.action']).click()
    await phone.page.getByText(nl['find.none']('nergens')).waitFor()
    // What is asked last counts, however long the one before takes.
    await phone.page.route('**/api/messages?*', async (asked) => {
      if (asked.request().url().includes('kwart')) await new Promise((enough) => setTimeout(enough, 1_500))
      await asked.continue()
    })
    const late = phone.page.waitForResponse(/api\/messages\?.*kwart/)
    for (const words of ['kwart', 'olifant']) {
      await phone.page.getByLabel(nl['find.label'], { exact: true }).fill(words)
      await phone.page.keyboard.press('Enter')
    }
    await late
    await phone.page.getByText(nl['find.none']('olifant')).waitFor()
    expect(await phone.page.locator('mark').count()).toBe(0)
    await phone.page.unroute('**/api/messages?*')
    await phone.page.getByLabel(nl['find.label'], { exact: true }).fill('a !')
    await button(phone, nl['find.action']).click()
    await phone.page.getByText(nl['find.short']).waitFor()
    expect([...phone.problems, ...tablet.problems]).toEqual([])
  })
})

describe('a long conversation', () => {
  test('comes in pages; what is read stays in its place while more comes, and what is new is told', async () => {
    const { rows } = await product.owner.query(
      `select k.id from conversation k join child c on c.id = k.child_id where c.call_name = 'Aya'`,
    )
    const path = `/api/conversations/${rows[0].id}/messages`
    for (let n = 0; n < 29; n++)
      for (const who of ['Anouk', 'Sanne'] as const)
        expect((await ask(product, who, 'POST', path, { id: uuidv7(), text: `Regel ${n} van ${who}` })).status).toBe(
          200,
        )
    const sanne = await product.window('Sanne')
    await openLive(sanne, `/messages/${rows[0].id}`)
    await said(sanne, 'Regel 28 van Sanne').waitFor()
    expect(await said(sanne, 'De luiers zijn bijna op.').count()).toBe(0)
    const log = sanne.page.getByRole('log')
    const anchor = said(sanne, 'Regel 6 van Anouk')
    await anchor.evaluate((element) => element.scrollIntoView({ block: 'start' }))
    const top = async () => Math.round((await anchor.boundingBox())?.y ?? 0)
    const where = await top()
    await said(sanne, 'De luiers zijn bijna op.').waitFor({ state: 'attached' })
    expect(Math.abs((await top()) - where)).toBeLessThanOrEqual(1)
    const seen = await log.evaluate((element) => element.scrollTop)
    expect(seen).toBeLessThan(-100)

    const late = { id: uuidv7(), text: 'Dit kwam intussen' }
    expect((await ask(product, 'Nina', 'POST', path, late)).status).toBe(200)
    await button(sanne, `${nl['thread.new.pill'](1)}`).waitFor()
    expect(Math.abs((await top()) - where)).toBeLessThanOrEqual(1)
    await sanne.shot('conversation-pill')
    await button(sanne, `${nl['thread.new.pill'](1)}`).click()
    await soon(() => log.evaluate((element) => element.scrollTop)).toBe(0)
    await button(sanne, `${nl['thread.new.pill'](1)}`).waitFor({ state: 'detached' })
    expect(sanne.problems).toEqual([])
    await sanne.context.close()
  })
})

/** What is looked at in every size, theme and language. */
const screens: Record<
  string,
  { who: PersonName; staff?: true; open: (window: BrowserWindow, words: typeof nl) => Promise<void> }
> = {
  'messages of a guardian': {
    who: 'Lisa',
    async open({ page }, words) {
      await page.goto('/messages')
      await page
        .getByRole('link', { name: words['messages.about']('Eekhoorns', 'Noor') })
        .first()
        .waitFor()
    },
  },
  'conversation of a guardian': {
    who: 'Lisa',
    async open({ page }, words) {
      await page.goto('/messages')
      await page.getByRole('link', { name: words['messages.private'] }).first().click()
      await page.getByRole('log').getByText(answer).waitFor()
      await page.getByText('We zijn naar de kinderboerderij.').waitFor()
    },
  },
  'what becomes of a message': {
    who: 'Lisa',
    async open({ page }, words) {
      await page.goto('/messages')
      await page.getByRole('link', { name: words['messages.private'] }).first().click()
      await page.getByRole('button', { name: words['message.more']('Toch nog een vraag') }).click()
      await page.getByRole('button', { name: words['message.more.retract'], exact: true }).waitFor()
    },
  },
  'looking in messages': {
    who: 'Lisa',
    async open({ page }, words) {
      await page.goto('/messages?find=kwart')
      await page.getByText(words['find.found'](1)).waitFor()
    },
  },
  'inbox of a group': {
    who: 'Anouk',
    staff: true,
    async open({ page }, words) {
      await page.goto(inbox)
      await page
        .getByRole('link', { name: words['messages.of']('Lisa', 'Noor') })
        .first()
        .waitFor()
    },
  },
  'conversation of a group': {
    who: 'Anouk',
    staff: true,
    async open({ page }, words) {
      await page.goto(inbox)
      await page
        .getByRole('link', { name: words['messages.of']('Lisa', 'Noor') })
        .first()
        .click()
      await page.getByRole('log').getByText(answer).waitFor()
    },
  },
  'to whom a group writes': {
    who: 'Anouk',
    staff: true,
    async open({ page }, words) {
      await page.goto(`${inbox}/new`)
      await page.getByRole('link', { name: words['messages.of']('Bart', 'Bram') }).waitFor()
    },
  },
  'messages in the office': {
    who: 'Marieke',
    staff: true,
    async open({ page }, words) {
      await page.goto('/office/messages')
      await page.getByText(words['officeMessages.hours.set']).click()
      await page.getByText('De luiers zijn bijna op.').waitFor()
    },
  },
}
test.each(Object.entries(screens))(
  '%s: no axe violation, nothing beside the page, every target large enough',
  async (name, { who, open, staff }) => {
    const faults: string[] = []
    for (const [language, words] of [
      ['nl', nl],
      ['en', en],
    ] as const) {
      await ask(product, who, 'PUT', '/api/account/language', { language })
      const window = await product.window(who)
      await open(window, words)
      faults.push(...(await faultsInRooms(window, `screen-${name}`, language, staff)))
    }
    expect(faults).toEqual([])
  },
)
