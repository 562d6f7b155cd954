import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { faultsInRooms, faultsOf } from './looks.ts'
import { processed, processing } from './photo-steps.ts'
import { ask, en, nl, soon } from './steps.ts'

let product: Product
let tablet: BrowserWindow
let phone: BrowserWindow
let desk: BrowserWindow
let stop: () => Promise<void>
beforeAll(async () => {
  product = await openProduct({ days: 1 })
  stop = processing(product)
  tablet = await product.window('Anouk', { size: 'tablet' })
  phone = await product.window('Lisa')
  desk = await product.window('Marieke', { size: 'tablet' })
})
afterAll(async () => {
  await stop?.()
  await product?.close()
})

/** Twice as wide as high: red on the left, blue on the right, green between. */
const wide = async (): Promise<Buffer> => {
  const part = (background: string) => ({ create: { width: 400, height: 600, channels: 3 as const, background } })
  const [red, blue] = await Promise.all(['#d02020', '#2020d0'].map((one) => sharp(part(one)).png().toBuffer()))
  return sharp({ create: { width: 1200, height: 600, channels: 3, background: '#20a020' } })
    .composite([
      { input: red!, left: 0, top: 0 },
      { input: blue!, left: 800, top: 0 },
    ])
    .jpeg()
    .toBuffer()
}
const file = async () => ({ name: 'ik.jpg', mimeType: 'image/jpeg', buffer: await wide() })
/** Goes on with Tab until something has the focus. */
async function tabTo(page: Page, what: Locator): Promise<void> {
  await what.waitFor({ state: 'attached' })
  for (let n = 0; n < 60; n++) {
    if (await what.evaluate((one) => one === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('the keyboard does not reach it')
}
const shown = (page: Page) => page.locator('img[data-portrait]')
const frameOf = (page: Page, words = nl) => page.getByRole('dialog', { name: words['frame.title'] })
const colours = async (): Promise<'red' | 'blue' | 'mixed'> => {
  const { portraitId } = (await ask(product, 'Anouk', 'GET', '/api/portrait', undefined)).body
  const { cookie } = product.nursery.people.Lisa
  const answer = await fetch(`${product.url}/api/portraits/${portraitId}/file/webp-320`, {
    headers: { cookie: `${cookie.name}=${cookie.value}` },
  })
  const { channels } = await sharp(Buffer.from(await answer.arrayBuffer())).stats()
  const [red, , blue] = channels.map(({ mean }) => mean) as [number, number, number]
  return red > 3 * blue ? 'red' : blue > 3 * red ? 'blue' : 'mixed'
}

test('somebody of the staff puts a portrait with the keyboard alone, and families see it with the team', async () => {
  const { page } = tablet
  await page.goto('/more')
  await page.getByText(nl['portrait.none']).waitFor()
  await tabTo(page, page.getByLabel(nl['portrait.choose'], { exact: true }))
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')])
  await chooser.setFiles(await file())
  const frame = frameOf(page)
  const use = frame.getByRole('button', { name: nl['frame.use'], exact: true })
  await frame.locator('img').waitFor()
  await tabTo(page, frame.getByRole('button', { name: nl['frame.left'], exact: true }))
  // It moves to the right until its left edge is reached.
  for (let n = 0; n < 12; n++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('+')
  for (let n = 0; n < 12; n++) await page.keyboard.press('ArrowRight')
  expect(await faultsOf(page, false)).toEqual([])
  await tablet.shot('portrait-frame')
  await tabTo(page, use)
  await page.keyboard.press('Enter')
  await frame.getByText(nl['frame.alone.needed']).waitFor()
  // It has the focus now.
  await page.keyboard.press('Space')
  await tabTo(page, use)
  await page.keyboard.press('Enter')
  await frame.waitFor({ state: 'detached', ...processed })
  await shown(page).waitFor()
  await page.getByText(nl['portrait.yes']).waitFor()
  await tablet.shot('portrait-account')
  await soon(colours).toBe('red')

  await phone.page.goto('/location')
  await shown(phone.page).waitFor()
  await phone.shot('portrait-location')
})

test('another one is framed by dragging, and takes its place; what cannot be opened is said', async () => {
  const { page } = tablet
  const change = page.getByLabel(nl['portrait.change'], { exact: true })
  await change.setInputFiles({ name: 'ik.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('%PDF-1.7') })
  const frame = frameOf(page)
  await frame.getByText(nl['frame.unreadable']).waitFor()
  await tablet.shot('portrait-unreadable')
  await frame.getByRole('button', { name: nl['action.cancel'], exact: true }).click()
  await frame.waitFor({ state: 'detached' })
  const before = await shown(page).getAttribute('data-portrait')
  await change.setInputFiles(await file())
  const picture = frame.locator('img')
  await picture.waitFor()
  const box = (await picture.locator('..').boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.wheel(0, -300)
  await page.mouse.down()
  for (const by of [100, 400, 900]) await page.mouse.move(x - by, y)
  await page.mouse.up()
  await frame.getByLabel(nl['frame.alone']).check()
  // Without a connection it stays as it was framed.
  await page.route('**/api/media', (route) => route.abort())
  await frame.getByRole('button', { name: nl['frame.use'], exact: true }).click()
  await frame.getByText(nl['error.network']).waitFor()
  await page.unroute('**/api/media')
  await frame.getByRole('button', { name: nl['frame.use'], exact: true }).click()
  await frame.waitFor({ state: 'detached', ...processed })
  await soon(() => shown(page).getAttribute('data-portrait')).not.toBe(before)
  await soon(colours).toBe('blue')
})

test('it is removed, and taken back; a manager removes it too, and the person reads that', async () => {
  const { page } = tablet
  await page.getByRole('button', { name: nl['portrait.remove'], exact: true }).click()
  await page.getByText(nl['portrait.removed']).waitFor()
  await page.getByText(nl['portrait.none']).waitFor()
  await phone.page.reload()
  await phone.page.getByText('Anouk', { exact: true }).first().waitFor()
  expect(await shown(phone.page).count()).toBe(0)
  await page.getByRole('button', { name: nl['action.undo'], exact: true }).click()
  await shown(page).waitFor()

  await desk.page.goto('/office/location')
  await shown(desk.page).first().waitFor()
  await desk.page.goto('/location')
  const remove = desk.page.getByRole('button', { name: nl['location.portrait.remove']('Anouk'), exact: true })
  await remove.waitFor()
  await desk.shot('portrait-manager')
  await remove.click()
  await desk.page.getByText(nl['location.portrait.removed']('Anouk')).waitFor()
  await remove.waitFor({ state: 'detached' })
  await desk.page.getByRole('button', { name: nl['action.undo'], exact: true }).click()
  await remove.click()
  await remove.waitFor({ state: 'detached' })
  await page.reload()
  await page.getByText(nl['portrait.byManager']('').split(',')[0]!, { exact: false }).waitFor()
  await tablet.shot('portrait-told')
})

test('the account and the frame are whole in both languages and themes, small and large', async () => {
  for (const [language, words] of [
    ['nl', nl],
    ['en', en],
  ] as const) {
    await ask(product, 'Anouk', 'PUT', '/api/account/language', { language })
    const account = await product.window('Anouk')
    await account.page.goto('/more')
    await account.page.getByText(words['portrait.who']).waitFor()
    expect(await faultsInRooms(account, 'portrait-account', language)).toEqual([])
    const framing = await product.window('Anouk')
    await framing.page.goto('/more')
    await framing.page.getByLabel(words['portrait.choose'], { exact: true }).setInputFiles(await file())
    await frameOf(framing.page, words).locator('img').waitFor()
    expect(await faultsInRooms(framing, 'portrait-frame', language)).toEqual([])
  }
  expect([...tablet.problems, ...phone.problems, ...desk.problems]).toEqual([])
}, 240_000)
