import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import type { PersonName } from '../support/nursery.ts'
import {
  addMeal,
  addSleep,
  choose,
  keptOn,
  moment,
  nl,
  openLive,
  promptly,
  reply,
  send,
  settled,
  signIn,
  soon,
  tile,
  write,
} from './steps.ts'

const told = 'bouwde een hut van kussens'
const meal = 'twee boterhammen'
const corrected = 'bouwde een kasteel van dozen'

/** From the tablet of the group to the phones of the right families, and to nobody else's. */
describe('an entry on its way', () => {
  let product: Product
  let tablet: BrowserWindow
  const phones = {} as Record<PersonName, BrowserWindow>
  const families = ['Lisa', 'Sanne'] as const
  const outsiders = ['Eva', 'Tom'] as const
  const all = () => [tablet, ...Object.values(phones)]
  const card = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text })

  beforeAll(async () => {
    product = await openProduct()
    tablet = await product.window(null, { size: 'tablet' })
    for (const who of [...families, 'Tom'] as const) phones[who] = await product.window(null)
    phones.Eva = await product.window('Eva', { theme: 'dark' })
  })
  afterAll(() => product?.close())

  test('everybody signs in; who never granted is told why there is nothing', async () => {
    await signIn(product, tablet, 'Anouk')
    await tablet.page.getByRole('heading', { name: product.nursery.groupName }).waitFor()
    for (const who of [...families, 'Tom'] as const) await signIn(product, phones[who], who)
    await openLive(phones.Eva)
    await phones.Lisa.page.getByText(nl['empty.nothing.both']('Noor')).waitFor()
    await phones.Tom.page.getByText(nl['empty.granted.title']('Noor')).waitFor()
    await phones.Tom.shot('guardian-without-consent')
    await tablet.shot('group')
  })

  test('staff write for three children, see who will read it, and two phones show it within a second', async () => {
    const { page } = tablet
    await choose(page, ['Noor', 'Aya', 'Bram'])
    await addSleep(page, '12:10', '13:45')
    await addMeal(page, meal)
    await write(page, `{name} ${told}.`)
    const audience = page.getByRole('button', { name: nl['audience.visible'] })
    await audience.filter({ hasText: nl['audience.families'](3) }).waitFor()
    await tablet.shot('composer')
    await audience.click()
    const dialog = page.getByRole('dialog', { name: nl['audience.title'] })
    await dialog.getByText('Bram').waitFor()
    expect(await dialog.getByText(nl['audience.readers'](1)).count()).toBe(3)
    await tablet.shot('audience')
    await dialog.getByRole('button', { name: nl['action.close'] }).click()

    const sights = families.map((who) => moment(card(phones[who].page, told)))
    const { reply: answer, at } = await send(page)
    expect(answer.status()).toBe(200)
    for (const sight of sights) expect((await sight) - at).toBeLessThan(promptly)

    const noor = card(phones.Lisa.page, `Noor ${told}.`)
    for (const words of ['12:10', '13:45', meal, nl['amount.all']]) await noor.getByText(words).first().waitFor()
    await card(phones.Sanne.page, `Aya ${told}.`).waitFor()
    for (const child of ['Noor', 'Aya', 'Bram']) expect(await tile(page, child).isChecked()).toBe(false)
    await page.getByText(nl['outbox.done']).waitFor()
    await phones.Lisa.shot('timeline')
    await tablet.shot('group-after')
  })

  test('nobody else saw or received any of it', async () => {
    await settled(product, all())
    for (const who of outsiders) {
      const { page } = phones[who]
      const bytes = await phones[who].received()
      for (const word of [told, meal]) {
        expect(await page.getByText(word).count(), `${who} sees ${word}`).toBe(0)
        expect(bytes, `${who} received ${word}`).not.toContain(word)
      }
    }
    // The recording does hold what somebody may read.
    for (const who of families) {
      expect(await phones[who].received()).toContain(told)
      expect(await phones[who].received()).toContain(meal)
    }
    expect(await phones.Lisa.received()).not.toContain('Aya')
    expect(await phones.Eva.received()).toContain('Mila bouwde een toren')
  })

  test('a correction shows as edited at once, and what stood there is nowhere on the phone', async () => {
    const { page } = tablet
    await page.getByRole('link', { name: nl['nav.day'], exact: true }).click()
    await tablet.shot('day')
    const post = card(page, told)
    await post.getByRole('button', { name: nl['post.edit']('Aya, Bram en Noor') }).click()
    await page.getByRole('textbox', { name: nl['text.label'] }).fill(`{name} ${corrected}.`)
    await tablet.shot('correction')
    const sights = families.map((who) => moment(card(phones[who].page, corrected)))
    const replied = reply(page, 'PUT', '/api/diary/')
    await page.getByRole('button', { name: nl['composer.placeCorrection'] }).click()
    const first = await replied
    expect(first.reply.status()).toBe(200)
    // Each child's entry is corrected by itself; the first one's reader waits no longer than the last one's.
    await Promise.any(sights).then((sight) => expect(sight - first.at).toBeLessThan(promptly))
    await Promise.all(sights)
    for (const who of families) {
      const phone = phones[who].page
      await card(phone, corrected).getByText(nl['item.edited']).waitFor()
      expect(await phone.content()).not.toContain(told)
      await soon(() => keptOn(phone)).toContain(corrected)
      expect(await keptOn(phone)).not.toContain(told)
      await openLive(phones[who])
      await card(phone, corrected).waitFor()
      expect(await phone.content()).not.toContain(told)
    }
    await phones.Lisa.shot('timeline-edited')
  })

  test('staff see how it was', async () => {
    const { page } = tablet
    await card(page, corrected).getByRole('button', { name: nl['post.perChild'] }).click()
    await card(page, corrected).getByRole('button', { name: nl['history.show'] }).first().click()
    const history = page.getByRole('dialog', { name: nl['history.title']('Aya') })
    await history.getByText(`Aya ${told}.`).waitFor()
    await tablet.shot('history')
    await history.getByRole('button', { name: nl['action.close'] }).click()
  })

  test('a removal takes it from the phones at once', async () => {
    const { page } = tablet
    await card(page, corrected)
      .getByRole('button', { name: nl['post.remove']('Aya, Bram en Noor') })
      .click()
    const undo = page.getByRole('status').filter({ hasText: nl['action.undo'] })
    await tablet.shot('undo')
    const replied = reply(page, 'DELETE', '/api/diary/')
    const gone = moment(card(phones.Lisa.page, corrected), 'detached')
    await undo.waitFor({ state: 'detached', timeout: 30_000 })
    const first = await replied
    expect((await gone) - first.at).toBeLessThan(promptly)
    await card(phones.Sanne.page, corrected).waitFor({ state: 'detached' })
    for (const who of families) {
      expect(await phones[who].page.content()).not.toContain(corrected)
      await soon(() => keptOn(phones[who].page)).not.toContain(corrected)
    }
  })

  test('who never was a reader received nothing of all that', async () => {
    await settled(product, all())
    for (const who of outsiders) {
      const bytes = await phones[who].received()
      for (const word of [told, corrected, meal]) expect(bytes, `${who} received ${word}`).not.toContain(word)
    }
    for (const window of all()) expect(window.problems).toEqual([])
  })
})
