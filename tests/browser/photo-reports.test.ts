import type { Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayOf } from '../../client/time.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { ask, en, nl, openLive, promptly, soon } from './steps.ts'

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
    // Also where it stands open since before: the dialog asks anew.
    await press(phone.page, nl['action.close'])
    await press(phone.page, nl['report.openAgain'])
    await dialog(phone.page).getByRole('radiogroup', { name: nl['report.reason'] }).waitFor()
    await dialog(phone.page).getByText('zo gelaten.', { exact: false }).waitFor()
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
    const mila = dialog(page).getByRole('checkbox', { name: /^Mila/ })
    const save = dialog(page).getByRole('button', { name: nl['action.save'], exact: true })
    const heard = (words: string) => dialog(page).getByRole('status').getByText(words, { exact: true })
    let answer: (how: 'abort' | 'continue') => void = () => {}
    await page.route('**/astray**', async (route) => {
      const how = await new Promise<'abort' | 'continue'>((told) => {
        answer = told
      })
      await (how === 'abort' ? route.abort() : route.continue())
    })
    const asked = () => page.waitForRequest((request) => request.url().includes('/astray'))
    let asking = asked()
    await mila.uncheck()
    await asking
    await heard(nl['staffPhoto.had.asking']).waitFor()
    expect(await save.isDisabled()).toBe(true)
    answer('abort')
    await heard(nl['staffPhoto.had.failed']).waitFor()
    expect(await save.isEnabled()).toBe(true)
    await tablet.shot('reports-before-retag-failed')
    asking = asked()
    await press(page, nl['action.retry'])
    await asking
    expect(await save.isDisabled()).toBe(true)
    answer('continue')
    await heard(nl['staffPhoto.had'](1)).waitFor()
    expect(await save.isEnabled()).toBe(true)
    // What was said of other tags is gone with them.
    await mila.check()
    await heard(nl['staffPhoto.had'](1)).waitFor({ state: 'detached' })
    asking = asked()
    await mila.uncheck()
    await asking
    answer('continue')
    await heard(nl['staffPhoto.had'](1)).waitFor()
    await page.unroute('**/astray**')
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

describe('reports of a photo whose children went to another group', () => {
  let product: Product
  let tablet: BrowserWindow
  beforeAll(async () => {
    product = await openProduct({
      days: 1,
      album: [{ daysAgo: 1, pictures: 1, children: ['Mila', 'Daan'], text: park }],
    })
  })
  afterAll(() => product?.close())

  test('can be settled there as soon as they are heard of; the photo stays open until the last of them is', async () => {
    const { owner, nursery } = product
    const groupId = uuidv7()
    await owner.query(
      `insert into "group" (id, organisation_id, location_id, name)
       select $1, organisation_id, location_id, 'Mollen' from "group" where id = $2`,
      [groupId, nursery.groupId],
    )
    const { Mila, Daan } = nursery.children
    await owner.query('update placement set group_id = $1 where child_id = any($2)', [groupId, [Mila, Daan]])
    // She was nowhere on the day of the photo: only the server knows that she may settle it.
    await owner.query('update staff_assignment set group_id = $1, starts_on = $2 where person_id = $3', [
      groupId,
      dayOf(product.now().getTime()),
      nursery.people.Grace.id,
    ])
    tablet = await product.window('Grace', { size: 'tablet' })
    const { page } = tablet
    await openLive(tablet, `/group/${groupId}/day`)
    const reports: string[] = []
    for (const child of [Mila, Daan]) {
      const { rows } = await owner.query('select id from photo where child_id = $1', [child])
      const said = { id: crypto.randomUUID(), reason: 'other', text: '' }
      expect((await ask(product, 'Eva', 'POST', `/api/photos/${rows[0].id}/reports`, said)).status).toBe(200)
      reports.push(said.id)
    }
    await page.getByText(en['photoReports.open'](2)).waitFor({ timeout: promptly })
    await page.getByRole('link', { name: en['photoReports.look'] }).click()
    const stays = dialog(page).getByRole('button', { name: en['staffPhoto.stays'] })
    await soon(() => stays.count()).toBe(2)
    await tablet.shot('reports-of-another-group')
    await stays.first().click()
    await soon(() => stays.count()).toBe(1)
    await page.getByText(en['photoReports.open'](1)).first().waitFor({ state: 'attached' })
    expect(await dialog(page).count()).toBe(1)
    await stays.click()
    await dialog(page).waitFor({ state: 'detached' })
    const { rows } = await owner.query('select outcome from photo_report where id = any($1)', [reports])
    expect(rows).toEqual([{ outcome: 'stays' }, { outcome: 'stays' }])
    expect(tablet.problems).toEqual([])
  })
})
