import { afterAll, beforeAll, expect, test } from 'vitest'
import { openProduct, type Product } from '../support/browser.ts'
import { faultsInRooms } from './looks.ts'
import { nl, openLive } from './steps.ts'

let product: Product
beforeAll(async () => {
  product = await openProduct({ days: 1 })
})
afterAll(() => product?.close())

test('what a manager notes of a child stands on its tile at once, and goes with it', async () => {
  const tablet = await product.window('Anouk')
  await openLive(tablet, `/group/${product.nursery.groupId}`)
  const tile = tablet.page.locator(`[data-child="${product.nursery.children.Noor}"]`).first()
  await tile.waitFor()

  const desk = await product.window('Marieke')
  const { page } = desk
  const dialog = page.getByRole('dialog')
  const inDialog = (name: string) => dialog.getByRole('button', { name, exact: true })
  await page.goto('/office/families')
  await page.getByRole('button', { name: nl['allergies.title']('Noor') }).click()
  await dialog.getByText(nl['allergies.none']).waitFor()
  await inDialog(nl['allergies.add']).click()
  await inDialog(nl['allergies.save']).click()
  await dialog.getByText(nl['allergies.problem.what']).waitFor()
  await dialog.getByLabel(nl['allergies.what'], { exact: true }).fill('Pinda')
  await dialog.getByLabel(nl['allergies.advice'], { exact: true }).fill('EpiPen ligt in de rode tas')
  await dialog.getByLabel(nl['allergies.severe.ask']).check({ force: true })
  await inDialog(nl['allergies.save']).click()
  await dialog.getByText('EpiPen ligt in de rode tas').waitFor()
  await dialog.getByRole('heading', { name: nl['allergies.title']('Noor') }).waitFor()
  await desk.shot('office-allergies')

  await tablet.page.getByText('Pinda').first().waitFor()
  expect(await tile.getAttribute('aria-label')).toContain(nl['tile.allergy.severe']('Pinda'))
  await tile.scrollIntoViewIfNeeded()
  await tablet.shot('group-allergy')
  await openLive(tablet, `/group/${product.nursery.groupId}?show=in-out`)
  await tablet.page.getByRole('button', { name: nl['inOut.more']('Noor'), exact: true }).click()
  const panel = tablet.page.getByRole('dialog')
  await panel.getByText('EpiPen ligt in de rode tas').waitFor()
  await tablet.shot('child-allergy')
  await panel.getByRole('button', { name: nl['action.close'], exact: true }).click()
  await inDialog(nl['allergies.remove.of']('Pinda')).click()
  await dialog.getByText(nl['allergies.none']).waitFor()
  await tablet.page.getByText('Pinda').first().waitFor({ state: 'detached' })
  await dialog.getByRole('button', { name: nl['action.undo'] }).click()
  await tablet.page.getByText('Pinda').first().waitFor()
  expect(await faultsInRooms(desk, 'office-allergies', 'nl')).toEqual([])
})
