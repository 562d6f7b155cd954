import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nl as said } from '../../backend/locales/nl.ts'
import { dayOf, longDay } from '../../client/time.ts'
import { type BrowserWindow, openProduct, type Product, sizes } from '../support/browser.ts'
import { chosenPhotos } from '../support/chosen-files.ts'
import { button, chooseFiles, keptPictures, mediaOf, processed, processing, thumbs } from './photo-steps.ts'
import { ask, choose, nl, openLive, promptly, settled, soon } from './steps.ts'

const reason = 'Op de achtergrond staat een kind van een andere groep.'

const card = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text })
const photos = (page: Page, text: string) => card(page, text).locator('button[id^="media-"]')
/** Of which photos there is a picture on a card. */
const picturesOn = (page: Page, text: string) =>
  card(page, text)
    .locator('[data-picture]')
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('data-picture') ?? ''))
const [park, alone, wrong] = ['In het park.', 'Noor alleen.', 'In de zandbak.']
/** What says that guardians reported photos, and the number of it in the navigation. */
const bar = (page: Page) => page.getByRole('status').getByText(nl['photoReports.open'](1))
const badge = (page: Page) => page.getByRole('navigation').locator('a > span:has(> [aria-hidden])')
const dialog = (page: Page) => page.getByRole('dialog')
const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent)

describe('photos on the group’s day', () => {
  let product: Product
  let tablet: BrowserWindow
  let phone: BrowserWindow
  let desk: BrowserWindow
  beforeAll(async () => {
    product = await openProduct({
      days: 1,
      album: [
        { daysAgo: 0, pictures: 3, children: ['Mila', 'Daan'], text: park },
        { daysAgo: 0, pictures: 1, children: ['Noor'], text: alone },
        { daysAgo: 0, pictures: 1, children: ['Mila'], text: wrong },
      ],
    })
    tablet = await product.window('Anouk', { size: 'tablet' })
    phone = await product.window('Eva')
    desk = await product.window('Pieter', { size: 'tablet' })
  })
  afterAll(() => product?.close())

  test('stand there once each, however many children are on them; the pane beside the group has them too', async () => {
    const { page } = tablet
    await openLive(tablet, `/group/${product.nursery.groupId}`)
    const last = page.locator('li[data-post]')
    await last.filter({ hasText: nl['photoPost.count'](3, 0) }).waitFor()
    await tablet.shot('group-with-photos')
    await openLive(tablet, `/group/${product.nursery.groupId}/day`)
    await soon(() => photos(page, park).count()).toBe(3)
    await card(page, park).getByRole('heading', { name: 'Daan en Mila' }).waitFor()
    await tablet.shot('day-with-photos')
  })

  test('are changed: a child is taken off and put on, and who has no consent cannot be chosen', async () => {
    const { page } = tablet
    await photos(page, alone).click()
    await dialog(page).getByRole('button', { name: nl['staffPhoto.retag'] }).click()
    await soon(() => focusedText(page)).toBe(nl['staffPhoto.retag'])
    const child = (name: RegExp) => dialog(page).getByRole('checkbox', { name })
    expect(await child(/^Yusuf/).isDisabled()).toBe(true)
    const save = dialog(page).getByRole('button', { name: nl['action.save'], exact: true })
    expect(await save.isDisabled()).toBe(true)
    await child(/^Aya/).check()
    await dialog(page).getByText(nl['staffPhoto.retag.comes']('Aya')).waitFor()
    await save.click()
    await dialog(page)
      .getByRole('heading', { name: /^Foto van/ })
      .waitFor()
    await dialog(page).getByText('Aya en Noor', { exact: true }).waitFor()
    await soon(() => focusedText(page)).toMatch(/^Foto van/)
    await soon(() => dialog(page).locator('> [aria-live]').textContent()).toBe(nl['staffPhoto.retagged'])
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe(`/group/${product.nursery.groupId}/day`)
  })

  test('are looked at one after another, by button and by key', async () => {
    const { page } = tablet
    await photos(page, park).first().click()
    const opened = () => new URL(page.url()).searchParams.get('photo')
    const first = opened()
    const step = (name: string) => dialog(page).getByRole('button', { name, exact: true })
    await step(nl['staffPhoto.after']).click()
    await soon(opened).not.toBe(first)
    await dialog(page).locator('[data-state="there"]').first().waitFor()
    await tablet.shot('stepping')
    const second = opened()
    await page.keyboard.press('ArrowRight')
    await soon(opened).not.toBe(second)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await soon(opened).toBe(first)
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe(`/group/${product.nursery.groupId}/day`)
  })

  test('that were placed together get another text and time together, which the families see at once', async () => {
    const { page } = tablet
    await openLive(phone)
    await card(page, park)
      .getByRole('button', { name: nl['photoPost.edit']('3 foto’s', 'Daan en Mila') })
      .click()
    const words = dialog(page).getByLabel(nl['photoPost.edit.words'])
    expect(await words.inputValue()).toBe(park)
    await page.evaluate(() => Object.assign(window, { regions: [...document.querySelectorAll('[role=status]')] }))
    await words.fill('In het bos.')
    await dialog(page).getByLabel(nl['photoPost.edit.time'], { exact: true }).fill('23:59')
    await dialog(page).getByRole('button', { name: nl['action.save'], exact: true }).click()
    // Not yet: what was typed stays.
    await dialog(page).getByRole('alert').waitFor()
    expect(await words.inputValue()).toBe('In het bos.')
    await dialog(page).getByLabel(nl['photoPost.edit.time'], { exact: true }).fill('00:05')
    await tablet.shot('edit-post')
    await dialog(page).getByRole('button', { name: nl['action.save'], exact: true }).click()
    await dialog(page).waitFor({ state: 'detached' })
    await card(page, 'In het bos.').getByText('0:05').waitFor()
    const now = nl['photoPost.moved'](
      longDay(dayOf(product.now().getTime()), 'nl', dayOf(product.now().getTime())),
      '00:05',
      3,
      0,
    )
    const note = page.getByRole('status').filter({ hasText: now })
    await note.waitFor()
    // It was there before its words, so that they are heard.
    const isSame = (one: Element) => (window as unknown as { regions: Element[] }).regions.includes(one)
    expect(await note.evaluate(isSame)).toBe(true)
    await tablet.shot('post-moved')
    const wide = page.viewportSize()!
    await page.setViewportSize({ width: 390, height: 844 })
    await tablet.shot('post-moved-phone')
    await page.setViewportSize(wide)
    await page.getByRole('link', { name: nl['action.show'], exact: true }).click()
    await dialog(page).waitFor()
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
    await note.waitFor({ state: 'detached' })
    await phone.page.getByText('In het bos.').first().waitFor()
    await card(page, 'In het bos.')
      .getByRole('button', { name: /^Wijzig 3 foto’s/ })
      .click()
    await words.fill(park)
    await dialog(page).getByRole('button', { name: nl['action.save'], exact: true }).click()
    await card(page, park).waitFor()
    await dialog(page).waitFor({ state: 'detached' })
  })

  test('open an editor that could not be fetched as soon as it can, without a reload', async () => {
    const { browser, url, nursery } = product
    // Nothing but the page itself fetches, so that it can be kept from it.
    const context = await browser.newContext({ baseURL: url, viewport: sizes.tablet, serviceWorkers: 'block' })
    await context.addCookies([{ ...nursery.people.Anouk.cookie, url }])
    const page = await context.newPage()
    const wall = '**/assets/edit-post-*.js'
    await page.route(wall, (route) => route.abort())
    const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('edit-post'))
    await page.goto(`/group/${nursery.groupId}/day`)
    // It is fetched ahead.
    await failed
    await card(page, park)
      .getByRole('button', { name: /^Wijzig 3 foto’s/ })
      .click()
    await dialog(page).getByText(nl['error.network']).waitFor()
    const again = page.waitForEvent('requestfailed', (request) => request.url().includes('edit-post'))
    await dialog(page).getByRole('button', { name: nl['action.retry'] }).click()
    await again
    await page.unroute(wall)
    await dialog(page).getByRole('button', { name: nl['action.retry'] }).click()
    expect(await dialog(page).getByLabel(nl['photoPost.edit.words']).inputValue()).toBe(park)
    await context.close()
  })

  test('that were placed together are removed together, and stay together when that is undone', async () => {
    const { page } = tablet
    await card(page, park)
      .getByRole('button', { name: nl['photoPost.remove']('3 foto’s', 'Daan en Mila') })
      .click()
    await card(page, park).waitFor({ state: 'detached' })
    await page.getByText(nl['post.removed']('Daan en Mila')).waitFor()
    await page.getByRole('button', { name: nl['action.undo'] }).click()
    await soon(() => photos(page, park).count()).toBe(3)
    const { rows } = await product.owner.query('select count(distinct media_id)::int as photos from photo')
    expect(rows[0].photos).toBe(5)
  })

  test('are removed with eight seconds to undo it, in which nothing has been sent', async () => {
    const { page } = tablet
    await photos(page, park).last().click()
    await dialog(page).getByRole('button', { name: nl['action.remove'], exact: true }).click()
    await soon(() => photos(page, park).count()).toBe(2)
    await page.getByRole('button', { name: nl['action.undo'] }).click()
    await soon(() => photos(page, park).count()).toBe(3)
    const { rows } = await product.owner.query('select count(distinct media_id)::int as photos from photo')
    expect(rows[0].photos).toBe(5)
  })

  test('that a guardian reported say so, and stay when staff say so', async () => {
    const { page } = tablet
    const { rows } = await product.owner.query(
      'select p.id from photo p where p.child_id = $1 order by p.position limit 1',
      [product.nursery.children.Mila],
    )
    await openLive(tablet, `/group/${product.nursery.groupId}`)
    expect(await bar(page).count()).toBe(0)
    const report = { id: crypto.randomUUID(), reason: 'wrong_child', text: 'Dit lijkt Daan.' }
    expect((await ask(product, 'Eva', 'POST', `/api/photos/${rows[0].id}/reports`, report)).status).toBe(200)
    await bar(page).waitFor({ timeout: promptly })
    await soon(() => badge(page).textContent()).toBe(`1 ${nl['photoReports.waiting'](1)}`)
    await tablet.shot('a-report-on-the-group')
    await page.getByRole('link', { name: nl['photoReports.look'] }).click()
    await dialog(page).getByText('Dit lijkt Daan.').waitFor()
    await dialog(page).getByText(nl['staffPhoto.report.said'](nl['report.wrong_child'])).waitFor()
    await tablet.shot('a-report')
    await dialog(page).getByRole('button', { name: nl['staffPhoto.stays'] }).click()
    // She placed it herself: a colleague decides, and she sees at once that it was done.
    await dialog(page).getByText(said.colleague_decides).waitFor()
    await tablet.shot('a-report-for-a-colleague')
    expect((await ask(product, 'Grace', 'PUT', `/api/photos/reports/${report.id}`, { settled: true })).status).toBe(200)
    await dialog(page).getByText('Dit lijkt Daan.').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
    // Back where the report was seen, which is settled by now.
    await soon(() => new URL(page.url()).pathname).toBe(`/group/${product.nursery.groupId}`)
    await bar(page).waitFor({ state: 'detached' })
    await soon(() => badge(page).count()).toBe(0)
    await page.getByRole('link', { name: nl['nav.day'], exact: true }).click()
    await card(page, park).waitFor()
  })

  test('taken from a family that had seen it are said to have been there, and can be recalled from then on', async () => {
    const { page } = tablet
    await openLive(phone)
    const { rows } = await product.owner.query(
      'select p.id from photo p join photo_card k on k.id = p.card_id where p.child_id = $1 and k.text = $2',
      [product.nursery.children.Mila, wrong],
    )
    await phone.page.locator(`a[id="photo-${rows[0].id}"]`).click()
    await phone.page.locator('dialog [data-state="there"]').first().waitFor()
    const report = { id: crypto.randomUUID(), reason: 'wrong_child', text: '' }
    expect((await ask(product, 'Eva', 'POST', `/api/photos/${rows[0].id}/reports`, report)).status).toBe(200)
    await bar(page).waitFor()
    await photos(page, wrong).click()
    await dialog(page).getByRole('button', { name: nl['staffPhoto.retag'] }).click()
    await dialog(page).getByRole('checkbox', { name: /^Noor/ }).check()
    await dialog(page).getByRole('checkbox', { name: /^Mila/ }).uncheck()
    await dialog(page).getByRole('button', { name: nl['action.save'], exact: true }).click()
    await dialog(page).getByRole('heading', { name: nl['staffPhoto.astray'] }).waitFor()
    await dialog(page).getByText(nl['staffPhoto.astray.shown'](1)).waitFor()
    await dialog(page).getByText(nl['staffPhoto.astray.opened'](1)).waitFor()
    await dialog(page).getByText(nl['staffPhoto.astray.settled'](1)).waitFor()
    await tablet.shot('astray')
    await bar(page).waitFor({ state: 'detached' })
    const stored = await product.owner.query('select outcome from photo_report where id = $1', [report.id])
    expect(stored.rows).toEqual([{ outcome: 'retagged' }])
    await dialog(page).getByRole('button', { name: nl['staffPhoto.astray.do'] }).click()
    await dialog(page).getByRole('button', { name: nl['staffPhoto.recall.do'] }).waitFor()
    await dialog(page).getByRole('button', { name: nl['action.cancel'] }).click()
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
  })

  test('a recalled one is gone at once from where a guardian has it open, and staff see who had it', async () => {
    await openLive(phone)
    await phone.page.locator('a[id^="photo-"]').first().click()
    await phone.page.locator('dialog [data-state="there"]').first().waitFor()
    const { page } = tablet
    const [recalled = '', stays = ''] = await picturesOn(page, park)
    await soon(() => keptPictures(page)).toEqual(expect.arrayContaining([recalled, stays]))
    await photos(page, park).first().click()
    await dialog(page).getByRole('button', { name: nl['staffPhoto.recall'], exact: true }).click()
    await dialog(page).getByText(nl['staffPhoto.recall.after']).waitFor()
    await dialog(page).getByLabel(nl['staffPhoto.recall.reason']).fill(reason)
    await tablet.shot('recall')
    await dialog(page).getByRole('button', { name: nl['staffPhoto.recall.do'] }).click()
    await dialog(page).getByRole('heading', { name: nl['staffPhoto.recalled'], exact: true }).waitFor()
    const reader = dialog(page).getByRole('listitem').filter({ hasText: 'Eva' }).first()
    await reader.getByText(nl['role.guardian']).waitFor()
    await reader.getByText(nl['reader.opened']).waitFor()
    await tablet.shot('recalled')
    await phone.page.getByText(nl['viewer.gone'], { exact: true }).waitFor()
    await phone.shot('recalled-on-the-phone')
    await dialog(page).getByRole('button', { name: nl['action.close'] }).click()
    await dialog(page).waitFor({ state: 'detached' })
    await soon(() => keptPictures(page)).not.toContain(recalled)
    expect(await keptPictures(page)).toContain(stays)
  })

  test('what was removed while the tablet’s page was closed leaves the tablet when it opens', async () => {
    const { page } = tablet
    const [gone = '', stays = ''] = await picturesOn(page, park)
    await soon(() => keptPictures(page)).toEqual(expect.arrayContaining([gone, stays]))
    await page.goto('about:blank')
    const { rows } = await product.owner.query('select media_id from photo where id = $1', [gone])
    expect((await ask(product, 'Grace', 'DELETE', `/api/photos/media/${rows[0].media_id}`, undefined)).status).toBe(200)
    await openLive(tablet, `/group/${product.nursery.groupId}/day`)
    await soon(() => keptPictures(page)).not.toContain(gone)
    expect(await keptPictures(page)).toContain(stays)
  })

  test('a photo that is to be covered is seen on the tablet, and kept nowhere on it', async () => {
    const stop = processing(product)
    try {
      const { page } = tablet
      await openLive(tablet, `/group/${product.nursery.groupId}`)
      await choose(page, ['Noor'])
      await chooseFiles(page, await chosenPhotos(1, product.now()))
      await soon(() => thumbs(page).count()).toBe(1)
      await button(page, `Yusuf, ${nl['tagging.noPhotos']}`).click()
      await page.getByRole('button', { name: nl['blocked.cover'], disabled: false }).waitFor(processed)
      await button(page, nl['blocked.cover']).click()
      const editor = page.getByRole('dialog', { name: nl['cover.title'] })
      await editor.getByRole('group', { name: nl['cover.canvas'] }).waitFor()
      const [one] = await mediaOf(product)
      await settled(product, [tablet])
      expect(await keptPictures(page)).not.toContain(one?.id)
      await button(editor, nl['cover.add']).click()
      await button(editor, nl['cover.shape'](1)).press('Delete')
      await soon(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe(nl['cover.canvas'])
      await button(editor, nl['action.close']).click()
    } finally {
      await stop()
    }
  }, 240_000)

  test('the privacy officer finds the draft, and what was typed survives a failure and a reload', async () => {
    const { page } = desk
    await page.goto('/office')
    const home = page.getByRole('link', { name: nl['breach.title'] })
    await home.getByText(nl['breach.open'](1)).waitFor()
    await home.getByText(nl['breach.left.hours'](71)).waitFor()
    await soon(() => badge(page).textContent()).toBe(`1 ${nl['breach.open'](1)}`)
    await desk.shot('office-with-a-breach')
    await home.click()
    const line = page.getByRole('link', { name: nl['breach.inGroup'](product.nursery.groupName) })
    await line.getByText(nl['breach.state.draft']).waitFor()
    await line.getByText(nl['breach.left.hours'](71)).waitFor()
    await desk.shot('breaches')
    await line.click()
    await page.getByText(reason).waitFor()
    await page.getByRole('rowheader', { name: /^Eva/ }).first().waitFor()
    const consequences = page.getByLabel(nl['breach.field.consequences'])
    await consequences.fill('Eén gezin zag even een ander kind.')
    await desk.context.setOffline(true)
    await page.getByRole('button', { name: nl['action.save'], exact: true }).click()
    await page.getByText(nl['error.network']).waitFor()
    expect(await consequences.inputValue()).toBe('Eén gezin zag even een ander kind.')
    await desk.context.setOffline(false)
    await page.reload()
    await page.getByText(nl['breach.kept']).waitFor()
    expect(await consequences.inputValue()).toBe('Eén gezin zag even een ander kind.')
    await desk.shot('breach')
  })

  test('what somebody else saved meanwhile is shown beside it; then the record is closed, and opened once more', async () => {
    const { page } = desk
    const { rows } = await product.owner.query('select id from breach_record')
    const { body } = await ask(product, 'Pieter', 'GET', `/api/breaches/${rows[0].id}`, undefined)
    const account = { ...body.breach.account, consequences: 'Van een collega.' }
    const saved = { version: body.breach.version, state: 'draft', account }
    expect((await ask(product, 'Pieter', 'PUT', `/api/breaches/${rows[0].id}`, saved)).status).toBe(200)
    await page.getByRole('button', { name: nl['breach.close'] }).click()
    await page.getByText(nl['breach.stale.title']).waitFor()
    await page.getByText('Van een collega.').first().waitFor()
    expect(await page.getByLabel(nl['breach.field.consequences']).inputValue()).toContain('Eén gezin')
    await desk.shot('breach-stale')
    await page.getByRole('button', { name: nl['breach.stale.mine'] }).click()
    await page.getByText(nl['breach.stale.title']).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: nl['breach.close'] }).click()
    await page.getByRole('button', { name: nl['breach.reopen'] }).waitFor()
    await page.getByText(nl['breach.state.closed'], { exact: true }).waitFor()
    await soon(() => badge(page).count()).toBe(0)
    await desk.shot('breach-closed')
    const stored = () => product.owner.query('select state, consequences from breach_record')
    await soon(async () => (await stored()).rows).toEqual([
      { state: 'closed', consequences: 'Eén gezin zag even een ander kind.' },
    ])
    await page.getByRole('button', { name: nl['breach.reopen'] }).click()
    await page.getByRole('button', { name: nl['breach.close'] }).waitFor()
    for (const window of [tablet, phone, desk]) expect(window.problems).toEqual([])
  })
})
