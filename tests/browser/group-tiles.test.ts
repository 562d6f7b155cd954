import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '../../backend/contract/clock.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import type { ChildName, PersonName } from '../support/nursery.ts'
import { fillPlanning } from '../support/planning.ts'
import { ask, choose, nl, openLive, ready, soon, tile } from './steps.ts'

/* The tiles of the group: what stands on them, how high they begin, and that nothing moves under a hand. */

let product: Product
let tablet: BrowserWindow
let group: string
const child = (name: ChildName) => product.nursery.children[name]
const done = async (asked: ReturnType<typeof ask>) => {
  const reply = await asked
  expect([reply.status, reply.status === 200 ? '' : reply.text]).toEqual([200, ''])
}
const setMentor = (of: ChildName, who: PersonName | null) =>
  done(
    ask(product, 'Marieke', 'PUT', `/api/children/${child(of)}/mentor`, {
      personId: who && product.nursery.people[who].id,
    }),
  )
const arrive = (name: ChildName, minutesAgo: number) =>
  done(
    ask(product, 'Grace', 'POST', `/api/groups/${group}/check-ins`, {
      id: uuidv7(),
      children: [
        {
          ...{ childId: child(name), stayId: uuidv7(), broughtBy: null },
          at: new Date(product.now().getTime() - minutesAgo * 60_000).toISOString(),
        },
      ],
    }),
  )
const inOutTile = (name: string) => tablet.page.getByRole('button', { name: new RegExp(`^${name},`) })

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  group = product.nursery.groupId
  const today = dayOf(product.now(), 'Europe/Amsterdam')
  await fillPlanning(product, today)
  const bands = [
    { fromAge: 0, untilAge: 1, childrenPerStaff: 3 },
    { fromAge: 1, untilAge: 2, childrenPerStaff: 5 },
    { fromAge: 2, untilAge: 3, childrenPerStaff: 6 },
    { fromAge: 3, untilAge: 4, childrenPerStaff: 8 },
  ]
  await done(
    ask(product, 'Ingrid', 'POST', '/api/ratio-rules', { id: uuidv7(), careType: 'KDV', startsOn: today, bands }),
  )
  await product.owner.query(`update child set call_name = 'Maximiliaan' where id = $1`, [child('Mila')])
  await product.owner.query(`update child set birth_date = $2 where id = $1`, [child('Daan'), `2023${today.slice(4)}`])
  await setMentor('Noor', 'Anouk')
  await setMentor('Daan', 'Grace')
  for (const [name, ago] of [
    ['Noor', 420],
    ['Aya', 300],
    ['Daan', 200],
  ] as const)
    await arrive(name, ago)
  const children = [{ childId: child('Yusuf'), absenceId: uuidv7() }]
  const absence = { id: uuidv7(), children, reason: 'sick', startsOn: today, endsOn: today, part: null, note: '' }
  await done(ask(product, 'Karim', 'POST', '/api/absences', absence))
  tablet = await product.window('Anouk', { size: 'tablet' })
  await openLive(tablet)
  await ready(tablet)
  await openLive(tablet, `/group/${group}`)
})
afterAll(() => product?.close())

const sights = {
  phone: { width: 390, height: 844 },
  portrait: { width: 820, height: 1180 },
  landscape: { width: 1024, height: 768 },
  tablet: { width: 1180, height: 820 },
  desk: { width: 1440, height: 900 },
}

const show = (mode: 'diary' | 'inOut') =>
  tablet.page.getByRole('button', { name: nl[`group.mode.${mode}`], exact: true }).click()
const boxOf = async (name: string) => (await inOutTile(name).boundingBox())!

test('a tile says who is mentor, live; who is one finds the own children, and who is none is offered nothing', async () => {
  const { page } = tablet
  const mine = page.getByRole('button', { name: nl['filter.mine'] })
  const named = (name: string) =>
    page.getByRole('checkbox', { name: new RegExp(`^${name},.*${nl['tile.mentor']('Anouk')}`) })
  await named('Noor').waitFor()
  expect(await named('Daan').count()).toBe(0)
  const guardian = await product.window('Sanne')
  await openLive(guardian)
  await setMentor('Aya', 'Anouk')
  await named('Aya').waitFor()
  await mine.click()
  await soon(() => page.getByRole('checkbox').count()).toBe(2)
  await setMentor('Aya', null)
  await soon(() => page.getByRole('checkbox').count()).toBe(1)
  await page.getByRole('button', { name: new RegExp(`^${nl['filter.all']} ?\\d`) }).click()
  const nina = await product.window('Nina', { size: 'tablet' })
  await openLive(nina, `/group/${group}`)
  await tile(nina.page, 'Noor').waitFor()
  expect(await nina.page.getByRole('button', { name: nl['filter.mine'] }).count()).toBe(0)
  expect(await guardian.received()).not.toContain(`"mentor":{`)
  for (const { context } of [nina, guardian]) await context.close()
})

test('the tiles begin high, and no row moves when a child comes, when it is on its way, or when some are chosen', async () => {
  const { page, context } = tablet
  for (const [name, size] of Object.entries(sights)) {
    await page.setViewportSize(size)
    await page.evaluate(() => scrollTo(0, 0))
    await soon(async () => (await tile(page, 'Aya').boundingBox())!.y).toBeLessThan(size.width < 640 ? 400 : 300)
    await tablet.shot(`diary-${name}`)
  }
  await page.setViewportSize(sights.landscape)
  const around = tile(page, 'Aya').locator('xpath=..')
  const first = await around.boundingBox()
  await choose(page, ['Aya', 'Daan'])
  await page.getByRole('button', { name: nl['inOut.out.chosen'](2) }).waitFor()
  expect(await around.boundingBox()).toEqual(first)
  await tablet.shot('chosen')
  await page.getByRole('button', { name: nl['group.clearName'], exact: true }).click()

  await show('inOut')
  const before = [await boxOf('Maximiliaan'), await boxOf('Bram')]
  await context.setOffline(true)
  await inOutTile('Maximiliaan').tap()
  await inOutTile('Maximiliaan').locator('xpath=..').getByText(nl['tile.waits'], { exact: true }).waitFor()
  expect([await boxOf('Maximiliaan'), await boxOf('Bram')].map(({ height }) => height)).toEqual(
    before.map(({ height }) => height),
  )
  await tablet.shot('on-its-way')
  await context.setOffline(false)
})

test('the bars stand in one row that fades, the chosen filter is in sight, and a choice is forgotten with the screen', async () => {
  const { page } = tablet
  await page.setViewportSize(sights.landscape)
  await show('diary')
  const refused = page.getByRole('button', { name: new RegExp(`^${nl['filter.refused']}`) })
  await refused.click()
  const inSight = () =>
    refused.evaluate((button) => {
      const [row, own] = [button.parentElement!.getBoundingClientRect(), button.getBoundingClientRect()]
      return own.left >= row.left - 1 && own.right <= row.right + 1
    })
  await soon(inSight).toBe(true)
  await tablet.shot('filter-in-sight')
  // What only those who listen read takes no room beside the page either.
  for (const width of [390, 768]) {
    await page.setViewportSize({ width, height: 844 })
    await soon(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  }
  await page.setViewportSize(sights.landscape)
  await page.getByRole('button', { name: new RegExp(`^${nl['filter.all']} ?\\d`) }).click()

  const out = page.getByRole('button', { name: nl['inOut.out.chosen'](2) })
  await choose(page, ['Aya', 'Daan'])
  await out.waitFor()
  await show('inOut')
  await show('diary')
  await tile(page, 'Aya').waitFor()
  expect(await tile(page, 'Aya').isChecked()).toBe(false)
  await choose(page, ['Aya', 'Daan'])
  await out.waitFor()
  await page.waitForTimeout(600)
  await page.reload()
  await tile(page, 'Aya').waitFor()
  await page.waitForTimeout(600)
  expect(await tile(page, 'Aya').isChecked()).toBe(false)
  expect(await out.count()).toBe(0)
})

test('on an upright tablet who brought a child is asked where the hand is, not below the tiles', async () => {
  const { page } = tablet
  await page.setViewportSize(sights.portrait)
  await show('inOut')
  await inOutTile('Bram').tap()
  const asked = page.getByRole('region', { name: nl['inOut.just'] }).getByText(nl['inOut.brought']('Bram'))
  await asked.waitFor()
  const box = (await asked.boundingBox())!
  expect(box.y + box.height).toBeLessThan(sights.portrait.height)
  await tablet.shot('asked-at-the-foot')
  await page.getByRole('button', { name: nl['action.undo'], exact: true }).tap()
  await asked.waitFor({ state: 'detached' })
  await page.setViewportSize(sights.landscape)
  await show('diary')
})

test('the way back lies over no button of the bar at the foot', async () => {
  for (const size of ['phone', 'tablet'] as const) {
    const window = await product.window('Nina', { size })
    const { page } = window
    await openLive(window, `/group/${group}`)
    await choose(page, ['Aya'])
    await page.getByRole('button', { name: /^1 kind (in|uit)$/ }).tap()
    const undo = page.getByRole('button', { name: nl['action.undo'], exact: true })
    const bar = page.getByRole('button', { name: /^Kies d/ })
    await Promise.all([undo.waitFor(), bar.waitFor()])
    await window.shot(`undo-${size}`)
    const [offer, choice] = [(await undo.boundingBox())!, (await bar.boundingBox())!]
    expect(offer.y + offer.height).toBeLessThanOrEqual(choice.y)
    await undo.tap()
    // Where children come and go no tile lies under it.
    await openLive(window, `/group/${group}?show=in-out`)
    await page.locator('button[data-child]').first().tap()
    await undo.waitFor()
    await window.shot(`undo-in-out-${size}`)
    const covered = await undo.evaluate((button) => {
      const over = button.parentElement!.getBoundingClientRect()
      return [...document.querySelectorAll('button[data-child]')].filter((tile) => {
        const { top, right, bottom, left } = tile.getBoundingClientRect()
        return top < over.bottom && bottom > over.top && left < over.right && right > over.left
      }).length
    })
    expect(covered).toBe(0)
    await undo.tap()
    await window.context.close()
  }
})

test('in every size, both themes', async () => {
  const { page } = tablet
  for (const mode of ['diary', 'inOut'] as const) {
    await page.setViewportSize(sights.desk)
    await show(mode)
    for (const [name, size] of Object.entries(sights)) {
      await page.setViewportSize(size)
      await page.evaluate(() => scrollTo(0, 0))
      await tablet.shot(`${mode}-${name}`)
    }
    await page.emulateMedia({ colorScheme: 'dark' })
    await tablet.shot(`${mode}-desk-dark`)
    await page.emulateMedia({ colorScheme: 'light' })
  }
  expect(tablet.problems).toEqual([])
})
