import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { ask, nl, openLive, soon } from './steps.ts'

const [park, sand] = ['In het park.', 'In de zandbak.']
const dialog = (page: Page) => page.locator('dialog[open]').last()
const press = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click()
const photos = (page: Page, text: string) =>
  page.getByRole('article').filter({ hasText: text }).locator('button[id^="media-"]')

describe('reports of photos', () => {
  let product: Product
  let phone: BrowserWindow
  let tablet: BrowserWindow
  let desk: BrowserWindow
  let id: string
  beforeAll(async () => {
    product = await openProduct({
      days: 1,
      album: [
        { daysAgo: 0, pictures: 1, children: ['Mila'], text: park },
        { daysAgo: 0, pictures: 1, children: ['Mila', 'Noor'], text: sand },
      ],
    })
    phone = await product.window('Eva')
    tablet = await product.window('Anouk', { size: 'tablet' })
    desk = await product.window('Pieter', { size: 'tablet' })
  })
  afterAll(() => product?.close())

  const photoOf = async (text: string): Promise<string> => {
    const sql = 'select p.id from photo p join photo_card k on k.id = p.card_id where p.child_id = $1 and k.text = $2'
    return (await product.owner.query(sql, [product.nursery.children.Mila, text])).rows[0].id
  }
  const open = async (photo: string) => {
    await openLive(phone, '/photos')
    await phone.page.locator(`a[id="photo-${photo}"]`).click()
    await dialog(phone.page).getByText(nl['viewer.why'], { exact: true }).waitFor()
  }

  test('have no reason chosen beforehand, and none goes without one', async () => {
    const { page } = phone
    await open(await photoOf(park))
    await press(page, nl['report.open'])
    await dialog(page).getByRole('heading', { name: nl['report.title'] }).waitFor()
    expect(await dialog(page).getByRole('radio', { checked: true }).count()).toBe(0)
    await press(page, nl['report.send'])
    await dialog(page).getByText(nl['report.lacking']).waitFor()
    await phone.shot('reports-no-reason')
    expect((await product.owner.query('select from photo_report')).rowCount).toBe(0)
  })

  test('are one, which says that it is looked at and can be changed', async () => {
    const { page } = phone
    await dialog(page).getByLabel(nl['report.wrong_child']).check()
    await press(page, nl['report.send'])
    await dialog(page).getByRole('heading', { name: nl['report.sent'] }).waitFor()
    await press(page, nl['action.close'])
    await dialog(page).getByText('De groep kijkt ernaar.', { exact: false }).first().waitFor()
    await phone.shot('reports-open-in-viewer')
    await press(page, nl['report.openAgain'])
    await dialog(page).getByText('Je meldde dit op', { exact: false }).waitFor()
    expect(await dialog(page).getByLabel(nl['report.wrong_child']).isChecked()).toBe(true)
    await dialog(page).getByLabel(nl['report.more']).fill('Dit is Noor.')
    await phone.shot('reports-again')
    await press(page, nl['report.change'])
    await dialog(page).getByRole('heading', { name: nl['report.sent'] }).waitFor()
    const { rows } = await product.owner.query('select id, reason, text from photo_report')
    expect(rows).toMatchObject([{ reason: 'wrong_child', text: 'Dit is Noor.' }])
    id = rows[0].id
  })

  test('are told to the guardian when they are settled, and stand among what staff settled', async () => {
    expect((await ask(product, 'Grace', 'PUT', `/api/photos/reports/${id}`, { settled: true })).status).toBe(200)
    await open(await photoOf(park))
    await dialog(phone.page).getByText('zo gelaten.', { exact: false }).first().waitFor()
    await phone.shot('reports-left')
    const { page } = tablet
    await openLive(tablet, `/group/${product.nursery.groupId}/day`)
    await page.getByRole('button', { name: nl['photoReports.settled'] }).click()
    await dialog(page)
      .getByText(/^Bleef staan: Grace,/)
      .waitFor()
    await dialog(page).getByText('Dit is Noor.').waitFor()
    await tablet.shot('reports-settled')
    await press(page, nl['action.close'])
  })

  test('of a photo that is tagged otherwise: which family had it is said before it is saved', async () => {
    const photo = await photoOf(sand)
    await open(photo)
    await phone.page.locator('dialog [data-state="there"]').first().waitFor()
    const said = { id: crypto.randomUUID(), reason: 'should_not_be_shown', text: '' }
    expect((await ask(product, 'Eva', 'POST', `/api/photos/${photo}/reports`, said)).status).toBe(200)
    const { page } = tablet
    await photos(page, sand).click()
    await press(page, nl['staffPhoto.retag'])
    const first = dialog(page).getByRole('checkbox').first()
    await soon(() => first.evaluate((box) => box.closest('label')?.textContent)).toMatch(/^Mila/)
    await dialog(page).getByRole('checkbox', { name: /^Mila/ }).uncheck()
    await dialog(page).getByText(nl['staffPhoto.had'](1)).waitFor()
    await dialog(page)
      .getByText(/Eva .*\(van Mila\): groot geopend/)
      .waitFor()
    await tablet.shot('reports-before-retag')
    const standing = await product.owner.query('select from photo where id = $1', [photo])
    expect(standing.rowCount).toBe(1)
    await dialog(page).getByRole('button', { name: nl['staffPhoto.astray.do'] }).click()
    await press(page, nl['staffPhoto.recall.do'])
    await dialog(page).getByRole('heading', { name: nl['staffPhoto.recalled'], exact: true }).waitFor()
    await press(page, nl['action.close'])
  })

  test('of a photo that is gone are found in the album; its breach counts from the report', async () => {
    await openLive(phone, '/photos')
    await phone.page.getByText(nl['report.own'](2)).click()
    await phone.page.getByText('weggehaald uit de tijdlijn van je kind.', { exact: false }).waitFor()
    await phone.shot('reports-in-the-album')
    const { page } = desk
    await page.goto('/office/breaches')
    await page.getByRole('link', { name: nl['breach.inGroup'](product.nursery.groupName) }).click()
    await page.getByText('door de melding van een ouder', { exact: false }).waitFor()
    await desk.shot('reports-breach')
    for (const window of [phone, tablet, desk]) expect(window.problems).toEqual([])
  })
})
