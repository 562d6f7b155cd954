import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import {
  ask,
  choose,
  moment,
  nl,
  openLive,
  promptly,
  reply,
  send,
  sendButton,
  settled,
  soon,
  tile,
  write,
} from './steps.ts'

const told = 'plantte een zaadje'
const refused = 'dit mag nergens komen'

describe('consent', () => {
  let product: Product
  let tablet: BrowserWindow
  let karim: BrowserWindow
  let elif: BrowserWindow
  let lisa: BrowserWindow
  beforeAll(async () => {
    product = await openProduct()
    tablet = await product.window('Anouk', { size: 'tablet' })
    karim = await product.window('Karim')
    elif = await product.window('Elif', { theme: 'dark' })
    lisa = await product.window('Lisa')
    // The slower the answer that brings the time, the further the tablet's clock runs behind.
    await tablet.context.route('**/api/account/me', async (route) => {
      const response = await route.fetch()
      await new Promise((later) => setTimeout(later, 2000))
      await route.fulfill({ response })
    })
    await openLive(tablet)
    await Promise.all([openLive(karim, '/consents'), openLive(elif, '/consents'), openLive(lisa)])
  })
  afterAll(() => product?.close())

  const without = () => tile(tablet.page, 'Yusuf').and(tablet.page.getByLabel(nl['flag.noDiary']))
  const diary = ({ page }: BrowserWindow) =>
    page.getByRole('region', { name: 'Yusuf' }).getByRole('group', { name: nl['purpose.diary'] })

  /** Presses an answer, reads what it will mean, confirms, and gives the moment of the server's reply. */
  async function decide(window: BrowserWindow, answer: 'yes' | 'no', kind: 'granted' | 'withdrawn'): Promise<number> {
    await diary(window)
      .getByRole('button', { name: nl[`consents.${answer}`] })
      .click()
    const dialog = window.page.getByRole('dialog', { name: nl[`confirm.diary.${kind}.title`]('Yusuf') })
    await dialog.getByText(nl[`confirm.diary.${kind}.text`]('Yusuf')).waitFor()
    await window.shot(`consent-${kind}`)
    const replied = reply(window.page, 'POST', '/api/consents')
    await dialog.getByRole('button', { name: nl[`confirm.${kind}.action`] }).click()
    const { reply: answered, at } = await replied
    expect(answered.status()).toBe(200)
    return at
  }

  test('a grant shows on the group’s tablet within a second', async () => {
    await without().waitFor()
    await karim.shot('consents')
    const seen = moment(without(), 'detached')
    const at = await decide(karim, 'yes', 'granted')
    expect((await seen) - at).toBeLessThan(promptly)
    await karim.page.getByText(nl['consents.diary.granted']('Yusuf')).waitFor()
  })

  test('from then on the group writes about the child, for who granted', async () => {
    await choose(tablet.page, ['Yusuf'])
    await write(tablet.page, `{name} ${told}.`)
    expect((await send(tablet.page)).reply.status()).toBe(200)
    await karim.page.getByRole('link', { name: nl['nav.today'] }).click()
    await karim.page.getByText(`Yusuf ${told}.`).waitFor()
    await settled(product, [elif, lisa])
    for (const window of [elif, lisa]) expect(await window.received()).not.toContain(told)
  })

  test('the other parent reads all of it once granting too', async () => {
    await decide(elif, 'yes', 'granted')
    await elif.page.getByRole('link', { name: nl['nav.today'] }).click()
    await elif.page.getByText(`Yusuf ${told}.`).waitFor()
    await elif.page.getByRole('link', { name: nl['nav.consents'] }).click()
    await diary(elif).waitFor()
  })

  test('a withdrawal says what it means, and shows within a second on the tablet and to the other parent', async () => {
    await karim.page.getByRole('link', { name: nl['nav.consents'] }).click()
    const conflict = elif.page.getByRole('region', { name: 'Yusuf' }).getByText(nl['consents.conflict'])
    expect(await conflict.count()).toBe(0)
    const sights = [moment(without()), moment(conflict)]
    const at = await decide(karim, 'no', 'withdrawn')
    for (const sight of sights) expect((await sight) - at).toBeLessThan(promptly)
    await elif.page.getByText(nl['consents.diary.refused_by_other']('Yusuf')).waitFor()
    await elif.shot('consent-conflict')
    await karim.page.getByText(nl['consents.diary.withdrawn_by_you']('Yusuf')).waitFor()
    await karim.page.getByText(nl['consents.history']).first().click()
    await karim.page.getByText(nl['consents.history.withdrawn'](nl['consents.history.you'])).waitFor()
  })

  test('the next post about the child is refused, before sending and by the server, for all its children', async () => {
    const { page } = tablet
    await choose(page, ['Yusuf', 'Daan'])
    await write(page, refused)
    await page.getByText(nl['refused.now']('Yusuf', 1)).waitFor()
    await tablet.shot('refused')
    expect(await sendButton(page).isDisabled()).toBe(true)
    const { groupId, children } = product.nursery
    const entry = (childId: string) => ({ childId, entryId: uuidv7(), text: refused, facts: [] })
    const answer = await ask(product, 'Anouk', 'POST', '/api/diary', {
      id: uuidv7(),
      groupId,
      aboutAt: product.now().toISOString(),
      children: [entry(children.Yusuf), entry(children.Daan)],
    })
    expect(answer.body.error).toMatchObject({ code: 'consent_missing', children: [{ callName: 'Yusuf' }] })
    expect((await ask(product, 'Ruben', 'GET', '/api/timeline', undefined)).text).not.toContain(refused)

    await page.getByRole('button', { name: nl['refused.leaveOut']('Yusuf') }).click()
    expect((await send(page)).reply.status()).toBe(200)
    await soon(async () => (await ask(product, 'Ruben', 'GET', '/api/timeline', undefined)).text).toContain(refused)
  })

  test('what was written before stays with both parents', async () => {
    for (const window of [karim, elif]) {
      await openLive(window)
      await window.page.getByText(`Yusuf ${told}.`).waitFor()
      expect(await window.received()).not.toContain(refused)
    }
  })

  test('granting and withdrawing take the same number of steps', async () => {
    await openLive(lisa, '/consents')
    const { page } = lisa
    const steps = async (answer: 'yes' | 'no', kind: 'granted' | 'withdrawn', result: string): Promise<number> => {
      await page.evaluate(() => {
        const counted = window as unknown as { steps: number; count: (() => void) | undefined }
        if (counted.count) removeEventListener('click', counted.count, true)
        counted.steps = 0
        counted.count = () => counted.steps++
        addEventListener('click', counted.count, true)
      })
      const noor = page.getByRole('region', { name: 'Noor' })
      const choice = noor.getByRole('group', { name: nl['purpose.photos'] })
      await choice.getByRole('button', { name: nl[`consents.${answer}`], exact: true }).click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: nl[`confirm.${kind}.action`] })
        .click()
      await noor.getByText(result).waitFor()
      return page.evaluate(() => (window as unknown as { steps: number }).steps)
    }
    const withdrawing = await steps('no', 'withdrawn', nl['consents.photos.withdrawn_by_you']('Noor'))
    const granting = await steps('yes', 'granted', nl['consents.photos.granted']('Noor'))
    expect([withdrawing, granting]).toEqual([2, 2])
  })

  test('another family learned nothing of it', async () => {
    await settled(product, [lisa])
    const bytes = await lisa.received()
    for (const word of ['Yusuf', product.nursery.children.Yusuf, told, refused]) expect(bytes).not.toContain(word)
    for (const window of [tablet, karim, elif, lisa]) expect(window.problems).toEqual([])
  })
})
