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
  await bar(tablet).getByRole('button', { name: nl['ratio.set'] }).tap()
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

test('a child of two groups counts in the one where it is', async () => {
  const { owner, nursery } = product
  const [other, child] = [uuidv7(), nursery.children.Bram]
  await owner.query(
    `insert into "group" select (jsonb_populate_record(g, jsonb_build_object('id', $1::uuid, 'name', 'Uilen'))).* from "group" g where id = $2`,
    [other, group],
  )
  for (const [table, where, of] of [
    ['staff_assignment', 'person_id', nursery.people.Anouk.id],
    ['placement', 'child_id', child],
  ])
    await owner.query(
      `insert into ${table} select (jsonb_populate_record(a, jsonb_build_object('id', $1::uuid, 'group_id', $2::uuid))).*
         from ${table} a where ${where} = $3`,
      [uuidv7(), other, of],
    )
  const at = new Date(product.now().getTime() - 60_000).toISOString()
  const body = { id: uuidv7(), children: [{ childId: child, stayId: uuidv7(), at, broughtBy: null }] }
  expect((await ask(product, 'Anouk', 'POST', `/api/groups/${other}/check-ins`, body)).status).toBe(200)
  await openLive(tablet, `/group/${group}?show=in-out`)
  await inOutTile(tablet, 'Bram').locator('xpath=..').getByText(nl['tile.elsewhere'], { exact: true }).waitFor()
  await says(nl['ratio.here'](4))
  await both('elsewhere')
  await tablet.page.getByRole('link', { name: nl['evacuation.open'] }).tap()
  await tablet.page.getByText(nl['evacuation.left'](4, 4)).waitFor()
  expect(await tablet.page.getByRole('checkbox', { name: /Bram/ }).count()).toBe(0)
  await openLive(tablet, `/group/${other}?show=in-out`)
  await says(nl['ratio.here'](1))
  await openLive(tablet, `/group/${other}/evacuation`)
  await tablet.page.getByRole('checkbox', { name: /Bram/ }).waitFor()
  expect(tablet.problems).toEqual([])
})
