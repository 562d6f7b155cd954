import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { chosenPhoto } from '../support/chosen-files.ts'
import { pdf } from '../support/documents.ts'
import { faultsInRooms } from './looks.ts'
import { processed, processing } from './photo-steps.ts'
import { ask, nl, openLive, ready, settled, soon } from './steps.ts'

let product: Product
let phone: BrowserWindow
let tablet: BrowserWindow
let inbox: string
let stop: () => Promise<void>
let letter: string

const button = ({ page }: BrowserWindow, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const dialog = ({ page }: BrowserWindow) => page.getByRole('dialog')
const inDialog = (window: BrowserWindow, name: string) => dialog(window).getByRole('button', { name, exact: true })
const field = ({ page }: BrowserWindow) => page.getByRole('textbox', { name: nl['compose.label'], exact: true })
const log = ({ page }: BrowserWindow) => page.getByRole('log')
const row = ({ page }: BrowserWindow, title: string) => page.getByRole('link', { name: title })
const choose = ({ page }: BrowserWindow, paths: string[]) => page.locator('[data-attach]').setInputFiles(paths)
const chosen = ({ page }: BrowserWindow) => page.getByRole('list', { name: nl['file.list'] }).locator('[data-file]')
const send = (window: BrowserWindow) => button(window, nl['compose.send']).click()
const photosIn = (window: BrowserWindow) => log(window).locator('button[data-attachment] [data-state="there"]')
const anHourAgo = () => new Date(Math.floor(product.now().getTime() / 1000) * 1000 - 3_600_000)
const photo = () => chosenPhoto(anHourAgo())

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  stop = processing(product)
  letter = join(tmpdir(), `Dieetlijst Noor ${process.pid}.pdf`)
  await writeFile(letter, await pdf())
  inbox = `/group/${product.nursery.groupId}/messages`
  phone = await product.window('Lisa')
  tablet = await product.window('Anouk', { size: 'tablet' })
})
afterAll(async () => {
  await stop?.()
  await product?.close()
})
const name = () => letter.split('/').at(-1)!

describe('a guardian', () => {
  test('begins with a photo and a document from the phone; the group sees and gets them', async () => {
    await openLive(tablet, inbox)
    await openLive(phone, '/messages')
    await phone.page.getByRole('link', { name: nl['messages.begin.about']('Noor') }).click()
    await choose(phone, [await photo(), letter])
    await soon(() => chosen(phone).count()).toBe(2)
    await phone.shot('files-chosen')
    await send(phone)
    await photosIn(phone).first().waitFor(processed)
    await row(tablet, nl['messages.of']('Lisa', 'Noor')).waitFor()
    await row(tablet, nl['messages.of']('Lisa', 'Noor'))
      .getByText(`${nl['file.photos'](1)}, ${nl['file.documentNamed'](name())}`, { exact: false })
      .waitFor()
    await row(tablet, nl['messages.of']('Lisa', 'Noor')).click()
    await photosIn(tablet).first().waitFor()
    await phone.shot('files-sent')
    await tablet.shot('files-received')

    const downloads = tablet.page.waitForEvent('download')
    await button(tablet, new RegExp(`^Download ${name().slice(0, 10)}`)).click()
    expect((await downloads).suggestedFilename()).toBe(name())
    await button(tablet, /^Vergroot/).click()
    await dialog(tablet).locator('[data-state="there"]').waitFor()
    await tablet.shot('files-viewer')
    await inDialog(tablet, nl['action.close']).click()
  })

  test('has a draft with its files after a reload, takes one away, and is told what cannot go', async () => {
    await choose(phone, [await photo(), letter])
    await field(phone).fill('Nog niet af')
    await soon(() => chosen(phone).count()).toBe(2)
    await phone.page.reload()
    await soon(() => chosen(phone).count()).toBe(2)
    await soon(() => field(phone).inputValue()).toBe('Nog niet af')
    await button(phone, nl['file.remove'](name())).click()
    await soon(() => chosen(phone).count()).toBe(1)
    const film = join(tmpdir(), `film-${process.pid}.mp4`)
    await writeFile(film, 'geen film')
    const note = join(tmpdir(), `brief-${process.pid}.txt`)
    await writeFile(note, 'tekst')
    await choose(phone, [film, note])
    await phone.page.getByText(nl['file.unfit.kind'](note.split('/').at(-1)!)).waitFor()
    await phone.page.getByText(nl['file.unfit.video'](film.split('/').at(-1)!)).waitFor()
    // What is no document whatever it is called.
    const page = join(tmpdir(), `pagina-${process.pid}.pdf`)
    await writeFile(page, '<html><script>alert(1)</script></html>')
    await choose(phone, [page])
    await phone.page.getByText(nl['file.refused.unknown_type']).waitFor(processed)
    expect(await button(phone, nl['compose.send']).isDisabled()).toBe(true)
    await phone.shot('files-refused')
    await button(phone, nl['file.remove'](page.split('/').at(-1)!)).click()
    await send(phone)
    await log(tablet).getByText('Nog niet af', { exact: true }).waitFor(processed)
  })

  test('sends without a connection: it waits on the phone over a reload, in order, and arrives once', async () => {
    await phone.context.setOffline(true)
    await choose(phone, [await photo()])
    await field(phone).fill('Met foto, zonder verbinding')
    await send(phone)
    await field(phone).fill('En daarna dit')
    await send(phone)
    await phone.page.getByText(nl['file.waitingNet']).first().waitFor()
    await phone.page.reload()
    await log(phone).getByText('Met foto, zonder verbinding', { exact: true }).waitFor()
    await phone.shot('files-offline')
    await phone.context.setOffline(false)
    await log(tablet).getByText('En daarna dit', { exact: true }).waitFor(processed)
    await settled(product, [phone, tablet])
    const order = await log(tablet)
      .getByText(/^(Met foto, zonder verbinding|En daarna dit)$/)
      .allTextContents()
    expect(order).toEqual(['Met foto, zonder verbinding', 'En daarna dit'])
    await soon(() => photosIn(tablet).count()).toBe(3)
  })

  test('takes back a message with a photo: it is gone from both screens', async () => {
    await button(phone, nl['message.more']('Met foto, zonder verbinding')).click()
    await inDialog(phone, nl['message.more.retract']).click()
    await log(tablet)
      .getByText(/^Lisa trok een bericht in/)
      .waitFor()
    await soon(() => photosIn(tablet).count()).toBe(2)
    await soon(() => photosIn(phone).count()).toBe(2)
  })
})

describe('staff', () => {
  test('say who is on a photo; a child without consent keeps it from going, and so does a photo without the child', async () => {
    await choose(tablet, [await photo()])
    await dialog(tablet).getByText(nl['tags.readers']('Lisa')).waitFor()
    await inDialog(tablet, nl['tags.noPhotos']('Yusuf')).click()
    await dialog(tablet).getByText(nl['tags.without']('Noor')).waitFor()
    await inDialog(tablet, 'Noor').click()
    await dialog(tablet).getByText(nl['tags.consent']('Yusuf')).waitFor()
    await tablet.shot('files-tags-refused')
    await inDialog(tablet, nl['tags.done']).click()
    expect(await button(tablet, nl['compose.send']).isDisabled()).toBe(true)
    await button(tablet, nl['tags.short.consent']).click()
    await inDialog(tablet, nl['tags.noPhotos']('Yusuf')).click()
    await inDialog(tablet, 'Aya').click()
    await tablet.shot('files-tags')
    await inDialog(tablet, nl['tags.done']).click()
    await tablet.shot('files-tagged')
    await field(tablet).fill('Kijk eens')
    await send(tablet)
    await log(phone).getByText('Kijk eens', { exact: true }).waitFor(processed)
    await soon(() => photosIn(phone).count()).toBe(3)
    // Who else is on it, her family never hears.
    expect(await phone.received()).not.toContain(product.nursery.children.Aya)
    await phone.shot('files-answered')
  })

  test('whose photo the server refuses, since consent was withdrawn meanwhile, keep its words and are told of whom', async () => {
    await choose(tablet, [await photo()])
    await inDialog(tablet, 'Noor').click()
    await inDialog(tablet, 'Aya').click()
    await inDialog(tablet, nl['tags.done']).click()
    await soon(() => chosen(tablet).first().getAttribute('data-state')).toBe('ready')
    // Nobody told the tablet.
    const closing = `with closed as (update channel set open = false where child_id = $1 and kind = 'photos' returning id)
      update channel_period set closed_at = opened_at + interval '1 day' where channel_id in (select id from closed)`
    await product.owner.query(closing, [product.nursery.children.Aya])
    await field(tablet).fill('Nog een')
    await send(tablet)
    await log(tablet)
      .getByText(/^Voor Aya is er geen toestemming/)
      .waitFor()
    await tablet.shot('files-consent-missing')
    await button(tablet, nl['message.edit']).click()
    await soon(() => field(tablet).inputValue()).toBe('Nog een')
    await soon(() => chosen(tablet).count()).toBe(1)
    await chosen(tablet).getByRole('button', { name: 'Aya, Noor', exact: true }).click()
    await inDialog(tablet, nl['tags.nobody']).click()
    await inDialog(tablet, nl['tags.done']).click()
    await send(tablet)
    await log(phone).getByText('Nog een', { exact: true }).waitFor(processed)
  })

  test('recall what went astray: gone from the phone, with who had it, and a record for the privacy officer', async () => {
    await button(phone, /^Vergroot/)
      .nth(2)
      .click()
    await dialog(phone).locator('[data-state="there"]').waitFor()
    await inDialog(phone, nl['action.close']).click()
    await button(tablet, nl['message.more']('Kijk eens')).click()
    await tablet.shot('files-more')
    await inDialog(tablet, nl['recall.open']).click()
    await dialog(tablet).getByLabel(nl['recall.reason']).fill('Deze was voor de ouders van Aya.')
    await tablet.shot('files-recall')
    await inDialog(tablet, nl['recall.do']).click()
    await dialog(tablet).getByText(nl['recall.done.text']).waitFor()
    await dialog(tablet).getByText('Lisa Willems').waitFor()
    await dialog(tablet)
      .getByText(/^Foto geopend op/)
      .waitFor()
    await tablet.shot('files-recalled')
    await inDialog(tablet, nl['action.close']).click()
    await log(phone)
      .getByText(/^De groep riep dit bericht terug/)
      .waitFor()
    expect(await log(phone).getByText('Kijk eens', { exact: true }).count()).toBe(0)
    const { rows } = await product.owner.query('select kind, state from breach_record')
    expect(rows).toEqual([{ kind: 'message', state: 'draft' }])
    // In the lists it is told from what its own author took back.
    await field(tablet).fill('Voor een ander gezin')
    await send(tablet)
    await button(tablet, nl['message.more']('Voor een ander gezin')).click()
    await inDialog(tablet, nl['recall.open']).click()
    await dialog(tablet).getByLabel(nl['recall.reason']).fill('Verkeerd gezin.')
    await inDialog(tablet, nl['recall.do']).click()
    await dialog(tablet).getByText(nl['recall.done.text']).waitFor()
    await inDialog(tablet, nl['action.close']).click()
    await openLive(phone, '/messages')
    await phone.page.getByText(nl['messages.recalled.short'], { exact: true }).waitFor()
    await row(phone, nl['messages.about']('Eekhoorns', 'Noor')).click()
    await field(phone).waitFor()
    for (const window of [phone, tablet]) expect(window.problems).toEqual([])
  })
})

describe('what goes wrong', () => {
  test('a file that stopped is tried again by itself, and its message goes with it', async () => {
    const { page } = phone
    // It stops only once its message was sent.
    let stopIt = () => {}
    const isSent = new Promise<void>((done) => {
      stopIt = done
    })
    await page.route('**/api/attachments', async (route) => {
      await isSent
      await route.fulfill({ status: 404, json: { error: { code: 'not_found', message: 'Niet gevonden', id: '' } } })
    })
    await choose(phone, [await photo()])
    await field(phone).fill('Met een foto die bleef steken')
    await send(phone)
    stopIt()
    await button(phone, nl['file.retry'](nl['file.photo'])).waitFor(processed)
    await phone.shot('files-stopped')
    await page.unroute('**/api/attachments')
    await button(phone, nl['file.retry'](nl['file.photo'])).click()
    await log(tablet).getByText('Met een foto die bleef steken', { exact: true }).waitFor(processed)
  })

  test('what went though its answer was lost stands there once, since it is heard live', async () => {
    const { page } = phone
    await page.route('**/api/conversations/*/messages', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      await route.abort()
    })
    await choose(phone, [await photo()])
    await field(phone).fill('Antwoord kwijt')
    await soon(() => chosen(phone).first().getAttribute('data-state')).toBe('ready')
    await send(phone)
    await log(tablet).getByText('Antwoord kwijt', { exact: true }).waitFor(processed)
    // What arrived is not offered to be sent in other words.
    await soon(() => log(phone).getByText('Antwoord kwijt', { exact: true }).count()).toBe(1)
    await button(phone, nl['message.edit']).waitFor({ state: 'detached' })
    await page.unroute('**/api/conversations/*/messages')
    await settled(product, [phone, tablet])
    await soon(() => log(phone).getByText('Antwoord kwijt', { exact: true }).count()).toBe(1)
    expect((await product.owner.query(`select from message where text = 'Antwoord kwijt'`)).rowCount).toBe(1)
    await soon(() => log(tablet).getByText('Antwoord kwijt', { exact: true }).count()).toBe(1)
  })

  test('a photo that somebody may not see leaves no empty bubble', async () => {
    await choose(tablet, [await photo()])
    await inDialog(tablet, 'Noor').click()
    await inDialog(tablet, nl['tags.done']).click()
    const before = await photosIn(phone).count()
    await send(tablet)
    await soon(() => photosIn(phone).count()).toBe(before + 1)
    await product.owner.query(
      `update message_attachment set photos_channel_id = (select id from channel where kind = 'photos' and child_id = $1)
        where message_id = (select id from message where side = 'staff' order by sent_at desc limit 1)`,
      [product.nursery.children.Yusuf],
    )
    await phone.page.reload()
    await log(phone).getByText(nl['file.notYours']).waitFor()
    await phone.shot('files-not-yours')
  })

  test('a file that goes with nothing any more is not sent anew', async () => {
    await choose(phone, [await photo()])
    await soon(() => chosen(phone).first().getAttribute('data-state')).toBe('ready')
    const waiting = async () =>
      (
        await product.owner.query(
          `select id from media where child_id is not null and side = 'guardian' and post_id is null`,
        )
      ).rows
    const [left] = await waiting()
    // What was being written is forgotten after two weeks, and the server keeps a file for a day.
    await phone.page.evaluate(() => {
      for (const key of Object.keys(localStorage)) if (key.includes('.message.')) localStorage.removeItem(key)
    })
    await product.owner.query('delete from media where id = $1', [left.id])
    await phone.page.reload()
    await choose(phone, [letter])
    await soon(() => chosen(phone).first().getAttribute('data-state')).toBe('ready')
    await soon(async () => (await waiting()).length).toBe(1)
    await phone.page.waitForTimeout(3000)
    expect(await waiting()).toHaveLength(1)
    await button(phone, nl['file.remove'](name())).click()
  })
})

describe('how it looks', () => {
  test.each(['nl', 'en'] as const)('in every room, %s', async (language) => {
    const { rows } = await product.owner.query('select id from conversation')
    const path = `/messages/${rows[0].id}`
    const [guardian, staff] = [await product.window('Lisa'), await product.window('Anouk', { size: 'tablet' })]
    const faults: string[] = []
    for (const [window, at, isStaff] of [
      [guardian, path, false],
      [staff, `${inbox}/${rows[0].id}`, true],
    ] as const) {
      const who = isStaff ? 'Anouk' : 'Lisa'
      expect((await ask(product, who, 'PUT', '/api/account/language', { language })).status).toBe(200)
      await openLive(window, at)
      await window.page.getByRole('log').locator('[data-state="there"]').first().waitFor()
      await choose(window, [letter])
      faults.push(...(await faultsInRooms(window, `files-${isStaff ? 'staff' : 'guardian'}`, language, isStaff)))
      expect((await ask(product, who, 'PUT', '/api/account/language', { language: 'nl' })).status).toBe(200)
    }
    expect(faults).toEqual([])
  })
})

describe('who was never online with a file', () => {
  test('chooses one without a connection all the same; it goes once there is one', async () => {
    const early = await product.window('Ruben')
    await openLive(early, '/')
    await ready(early)
    await early.context.setOffline(true)
    await early.page.getByRole('link', { name: nl['nav.messages'] }).click()
    await early.page
      .getByRole('link', { name: /Schrijf over|Begin/ })
      .first()
      .click()
    await choose(early, [await photo(), letter])
    await soon(() => chosen(early).count()).toBe(2)
    await field(early).fill('Met een foto vanuit de tunnel')
    await send(early)
    await early.page.getByText(nl['file.waitingNet']).first().waitFor()
    await early.shot('files-first-offline')
    await early.context.setOffline(false)
    await photosIn(early).first().waitFor(processed)
    const { rows } = await product.owner.query(
      `select count(*)::int as files from message join message_attachment on message_id = message.id
        where text = 'Met een foto vanuit de tunnel'`,
    )
    expect(rows).toEqual([{ files: 2 }])
    expect(early.problems).toEqual([])
    await early.context.close()
  })
})
