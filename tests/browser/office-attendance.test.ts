import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '../../backend/contract/clock.ts'
import { openProduct, type Product } from '../support/browser.ts'
import { faultsInRooms } from './looks.ts'
import { nl } from './steps.ts'

let product: Product
let today: string
beforeAll(async () => {
  product = await openProduct({ days: 1 })
  today = dayOf(product.now(), 'Europe/Amsterdam')
})
afterAll(() => product?.close())

test('administration sets how many children there are to one member of staff, and takes it back', async () => {
  const desk = await product.window('Ingrid')
  const { page } = desk
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await page.goto('/office/ratio-rules')
  await page.getByRole('heading', { name: nl['ratioRules.none'] }).waitFor()
  await button(nl['ratioRules.add']).click()
  await page.getByText(nl['ratioRules.problem.number']).waitFor()
  await page.getByLabel(nl['ratioRules.starts'], { exact: true }).fill(today)
  await page.getByLabel(nl['ratioRules.fromAge']).fill('0')
  await page.getByLabel(nl['ratioRules.untilAge']).fill('1')
  await page.getByLabel(nl['ratioRules.perStaff']).fill('3')
  await button(nl['ratioRules.add']).click()
  await page.getByText(nl['ratioRules.band']('0 jaar', 3)).waitFor()
  await page.getByText(nl['ratioRules.now']).waitFor()
  await desk.shot('office-ratio-rules')
  await button(nl['action.undo']).click()
  await page.getByRole('heading', { name: nl['ratioRules.none'] }).waitFor()
  expect(await faultsInRooms(desk, 'office-ratio-rules', 'nl')).toEqual([])
})

test('a manager keeps who may fetch a child, and from where it can be reached', async () => {
  const desk = await product.window('Marieke')
  const { page } = desk
  const dialog = page.getByRole('dialog')
  const inDialog = (name: string) => dialog.getByRole('button', { name, exact: true })
  await page.goto('/office/families')
  await page.getByRole('button', { name: nl['collectors.title']('Noor') }).click()
  await dialog.getByText(nl['collectors.none']).waitFor()
  await inDialog(nl['collectors.add']).click()
  await inDialog(nl['collectors.save']).click()
  await dialog.getByText(nl['collectors.problem.name']).waitFor()
  await dialog.getByLabel(nl['collectors.name'], { exact: true }).fill('Henk de Vries')
  await dialog.getByLabel(nl['collectors.relation'], { exact: true }).fill('opa')
  await inDialog(nl['collectors.save']).click()
  await dialog.getByText('Henk de Vries · opa').waitFor()
  await desk.shot('office-collectors')
  await inDialog(nl['collectors.change.of']('Henk de Vries')).click()
  await dialog.getByLabel(nl['collectors.phone'], { exact: true }).fill('06 12345678')
  await inDialog(nl['collectors.save']).click()
  await dialog.getByText('06 12345678', { exact: false }).waitFor()
  expect(await faultsInRooms(desk, 'office-collectors', 'nl')).toEqual([])
})
