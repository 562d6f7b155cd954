import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '../../backend/contract/clock.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import type { ChildName } from '../support/nursery.ts'
import { ask, nl, openLive, soon } from './steps.ts'

/* How many staff are needed, as the group's tablet says it while children come. */

let product: Product
let tablet: BrowserWindow
let today: string
let group: string

const bar = ({ page }: BrowserWindow) => page.getByRole('region', { name: nl['ratio.title'] })
const says = (words: string) => bar(tablet).getByText(words, { exact: true }).waitFor()
const setStaff = async (label: string, staff: number) => {
  await bar(tablet).getByRole('button', { name: label, exact: true }).tap()
  await soon(
    async () =>
      (
        await product.owner.query('select staff from group_staffing where group_id = $1 order by at desc limit 1', [
          group,
        ])
      ).rows[0]?.staff,
  ).toBe(staff)
}
const inOutTile = ({ page }: BrowserWindow, child: ChildName) =>
  page.locator('button[data-child]').and(page.getByRole('button', { name: new RegExp(`^${child},`) }))
const both = async (name: string) => {
  await tablet.shot(name)
  await tablet.page.emulateMedia({ colorScheme: 'dark' })
  await tablet.shot(`${name}-dark`)
  await tablet.page.emulateMedia({ colorScheme: 'light' })
}

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  today = dayOf(product.now(), 'Europe/Amsterdam')
  group = product.nursery.groupId
  // Of every age two: what is said does not hang on the day on which it is asked.
  const bands = [{ fromAge: 0, untilAge: 18, childrenPerStaff: 2 }]
  const rule = { id: uuidv7(), careType: 'KDV', startsOn: today, bands }
  expect((await ask(product, 'Ingrid', 'POST', '/api/ratio-rules', rule)).status).toBe(200)
  tablet = await product.window('Anouk', { size: 'tablet' })
  await openLive(tablet, `/group/${group}?show=in-out`)
})
afterAll(() => product?.close())

test('the group is warned before one child more would be too many, told what tips it, and told when it is short', async () => {
  await inOutTile(tablet, 'Noor').waitFor()
  await setStaff(nl['ratio.more'], 1)
  await setStaff(nl['ratio.more'], 2)
  for (const child of ['Noor', 'Aya'] as const) await inOutTile(tablet, child).tap()
  await says(nl['ratio.enough'](1))
  await both('enough')
  await inOutTile(tablet, 'Mila').tap()
  await says(nl['ratio.enough'](2))
  await inOutTile(tablet, 'Yusuf').tap()
  await says(`${nl['ratio.tight'](2)} ${nl['ratio.tips.any'](3)}`)
  await both('tight')
  await inOutTile(tablet, 'Daan').tap()
  await says(nl['ratio.short'](3, 2))
  await both('short')
  await setStaff(nl['ratio.more'], 3)
  await says(nl['ratio.enough'](3))
  await setStaff(nl['ratio.less'], 2)
  await says(nl['ratio.short'](3, 2))
  // Who leaves makes it right again, also without somebody who comes.
  await tablet.page.waitForTimeout(800)
  await inOutTile(tablet, 'Daan').tap()
  await says(`${nl['ratio.tight'](2)} ${nl['ratio.tips.any'](3)}`)
  expect(tablet.problems).toEqual([])
})
