import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { anotherPassword } from '../support/newcomers.ts'
import { password } from '../support/server.ts'
import { faultsOf } from './looks.ts'
import { en, invitationFor, nl, openLive, post, resetFor, signIn, soon } from './steps.ts'

let product: Product
beforeAll(async () => {
  product = await openProduct({ days: 3, policies: true })
})
afterAll(() => product?.close())

const title = ({ page }: BrowserWindow, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
const press = ({ page }: BrowserWindow, name: string) => page.getByRole('button', { name, exact: true }).click()
const field = ({ page }: BrowserWindow, name: string) => page.getByLabel(name, { exact: true })

describe('somebody who was invited', () => {
  let phone: BrowserWindow
  let invited: Awaited<ReturnType<typeof invitationFor>>
  beforeAll(async () => {
    invited = await invitationFor(product, 'Fatima')
    await product.owner.query(
      `insert into guardianship (id, organisation_id, child_id, person_id, parental_authority, starts_on)
       select $1, organisation_id, id, $2, true, '2020-01-01' from child where id = $3`,
      [uuidv7(), invited.id, product.nursery.children.Noor],
    )
    phone = await product.window(null)
  })

  test('opens the link, and the secret leaves the address at once', async () => {
    await phone.page.goto(invited.address)
    await title(phone, nl['invitation.title']('Fatima'))
    await phone.page.getByText(nl['invitation.intro']('De Linde')).waitFor()
    expect(phone.page.url()).toBe(`${product.url}/invitation`)
    expect(await field(phone, nl['signIn.email']).inputValue()).toBe(invited.email)
    expect(await field(phone, nl['password.choose']).getAttribute('autocomplete')).toBe('new-password')
    await phone.shot('invitation')
  })

  test('is told why a password will not do, and loses nothing of what was typed', async () => {
    const { page, context } = phone
    const typed = field(phone, nl['password.choose'])
    for (const [poor, reason] of [
      ['kort', 'too_short'],
      ['password123', 'too_common'],
      [invited.email, 'like_name'],
    ] as const) {
      await typed.fill(poor)
      await press(phone, nl['invitation.action'])
      await page.getByText(nl[`password.${reason}`]).waitFor()
      expect(await typed.inputValue()).toBe(poor)
      expect(await typed.evaluate((one) => one === document.activeElement)).toBe(true)
    }
    await typed.fill(anotherPassword)
    await press(phone, nl['signIn.password.show'])
    expect(await typed.getAttribute('type')).toBe('text')
    await context.setOffline(true)
    await press(phone, nl['invitation.action'])
    await page.getByText(nl['error.network']).waitFor()
    expect(await typed.inputValue()).toBe(anotherPassword)
    await context.setOffline(false)
  })

  test('chooses one, in the language of choice, and is in', async () => {
    const { page } = phone
    await press(phone, nl['language.en'])
    await press(phone, en['invitation.action'])
    await page.getByText(en['welcome.language']).waitFor()
    expect(page.url()).toBe(`${product.url}/`)
    await phone.shot('invitation-accepted')
    await soon(
      async () => (await product.owner.query('select language from person where id = $1', [invited.id])).rows,
    ).toEqual([{ language: 'en' }])
    expect(await phone.received()).not.toContain(invited.secret)
    expect(phone.problems).toEqual([])
  })

  test('goes through the first steps to the first timeline', async () => {
    const { page } = phone
    await press(phone, en['welcome.next'])
    for (const kind of ['privacy', 'terms'] as const) {
      await title(phone, en[`policy.${kind}`])
      await press(phone, en['policies.read'])
    }
    await page.getByRole('region', { name: 'Noor' }).getByRole('checkbox', { name: /diary/i }).check()
    await press(phone, en['welcome.save'])
    await page.getByRole('heading', { level: 1, name: en['day.today'] }).waitFor()
    await post(product, 'Noor', 'Noor klom voor het eerst op de glijbaan.')
    await page.getByText('Noor klom voor het eerst op de glijbaan.').waitFor()
    await phone.shot('first-timeline')
    expect(phone.problems).toEqual([])
  })

  test('and who opens the link again is led to the app, or to signing in', async () => {
    await phone.page.goto(invited.address)
    await title(phone, en['invitation.link_used.title'])
    await phone.page.getByRole('link', { name: en['link.toApp'] }).click()
    await phone.page.getByText('Noor').first().waitFor()
    const other = await product.window(null)
    await other.page.goto(invited.address)
    await title(other, nl['invitation.link_used.title'])
    await other.page.getByRole('link', { name: nl['link.toSignIn'] }).click()
    await title(other, nl['signIn.title'])
    await other.context.close()
  })

  test('in a browser in which somebody else is signed in has that one sign out first', async () => {
    const shared = await product.window('Lisa')
    const { address } = await invitationFor(product, 'Omar')
    await shared.page.goto(address)
    await shared.page.getByText(nl['invitation.somebody']('Lisa')).waitFor()
    await press(shared, nl['more.signOut'])
    await field(shared, nl['password.choose']).fill(anotherPassword)
    await press(shared, nl['invitation.action'])
    await shared.page.getByText(nl['welcome.language']).waitFor()
    await title(shared, nl['welcome.title']('Omar'))
    await shared.context.close()
  })

  test('with a link that was cut off, or none, is told what to do', async () => {
    const { page } = phone
    for (const [address, problem] of [
      [invited.address.slice(0, -5), 'not_found'],
      ['/invitation', 'missing'],
    ] as const) {
      await page.goto('about:blank')
      await page.goto(address)
      await title(phone, en[`invitation.${problem}.title`])
    }
    await phone.context.close()
  })
})

test('a forgotten password: a mail is asked for, another one chosen by the link, and used', async () => {
  const phone = await product.window(null)
  const { email, id } = product.nursery.people.Sanne
  await phone.page.goto('/')
  await field(phone, nl['signIn.email']).fill(email)
  await phone.page.getByRole('link', { name: nl['signIn.forgotten'] }).click()
  await title(phone, nl['forgotten.title'])
  expect(await field(phone, nl['signIn.email']).inputValue()).toBe(email)
  await press(phone, nl['forgotten.action'])
  await title(phone, nl['forgotten.sent.title'])
  const { rows } = await product.owner.query('select kind from mail where person_id = $1', [id])
  expect(rows).toEqual([{ kind: 'password_reset' }])

  await phone.page.goto(await resetFor(product, 'Sanne'))
  await title(phone, nl['reset.title'])
  expect(phone.page.url()).toBe(`${product.url}/reset`)
  await field(phone, nl['password.new']).fill(anotherPassword)
  await press(phone, nl['reset.action'])
  await title(phone, nl['reset.done.title'])
  await phone.page.getByRole('link', { name: nl['link.toSignIn'] }).click()
  expect(await field(phone, nl['signIn.email']).inputValue()).toBe(email)
  await field(phone, nl['signIn.password']).fill(anotherPassword)
  await press(phone, nl['signIn.action'])
  await phone.page.getByRole('link', { name: nl['nav.more'] }).waitFor()
  expect(phone.problems).toEqual([])
  await phone.context.close()
})

test('changing the password goes on here and ends every other device', async () => {
  const [phone, tablet] = [await product.window(null), await product.window(null)]
  for (const one of [phone, tablet]) await signIn(product, one, 'Eva')
  await openLive(tablet)
  await openLive(phone, '/more')
  await press(phone, nl['password.change'])
  await field(phone, nl['password.current']).fill('niet dit')
  await field(phone, nl['password.new']).fill(anotherPassword)
  await press(phone, nl['password.change.action'])
  await phone.page.getByText(nl['password.wrong']).waitFor()
  expect(await field(phone, nl['password.new']).inputValue()).toBe(anotherPassword)
  await field(phone, nl['password.current']).fill(password)
  const before = phone.heard('caught-up')
  await press(phone, nl['password.change.action'])
  await phone.page.locator('p').filter({ hasText: nl['password.changed'] }).waitFor()
  await title(tablet, nl['signIn.title'])
  // The socket comes back under the new cookie, and nobody was signed out here.
  await soon(() => phone.heard('caught-up')).toBeGreaterThan(before)
  await phone.page.getByText(nl['more.device.this'], { exact: true }).waitFor()
  expect(phone.heard('signed-out')).toBe(0)
  expect([...phone.problems, ...tablet.problems]).toEqual([])
  await Promise.all([phone, tablet].map(({ context }) => context.close()))
})

test('signing out everywhere asks first, and leaves this device', async () => {
  const [phone, tablet] = [await product.window('Bart'), await product.window(null)]
  await signIn(product, tablet, 'Bart')
  await openLive(tablet)
  await openLive(phone, '/more')
  await press(phone, nl['devices.others'])
  await press(phone, nl['devices.others.action'])
  await title(tablet, nl['signIn.title'])
  await phone.page.getByRole('button', { name: nl['devices.others'] }).waitFor({ state: 'detached' })
  await phone.page.getByText(nl['more.device.this'], { exact: true }).waitFor()
  await Promise.all([phone, tablet].map(({ context }) => context.close()))
})

describe('how the app looks', () => {
  const dressed = ({ page }: BrowserWindow) =>
    page.evaluate(() => ({ ...document.documentElement.dataset }) as Record<string, string>)
  const chosen = { theme: 'dark', textSize: 'huge' }
  let phone: BrowserWindow
  beforeAll(async () => {
    phone = await product.window('Karim')
    await openLive(phone, '/more')
  })

  test('changes at once, also without a network, and comes along once there is one', async () => {
    await phone.context.setOffline(true)
    await press(phone, nl['more.theme.dark'])
    await press(phone, nl['appearance.textSize.huge'])
    expect(await dressed(phone)).toEqual(chosen)
    const stored = async () =>
      (
        await product.owner.query('select theme, text_size as "textSize" from person where id = $1', [
          product.nursery.people.Karim.id,
        ])
      ).rows[0]
    expect(await stored()).toEqual({ theme: 'system', textSize: 'normal' })
    await phone.context.setOffline(false)
    await soon(stored).toEqual(chosen)
    const other = await product.window(null)
    await signIn(product, other, 'Karim')
    expect(await dressed(other)).toEqual(chosen)
    await other.context.close()
  })

  test('before anything is drawn, and with the largest text still fits the narrowest phone', async () => {
    const { page } = phone
    await page.setViewportSize({ width: 320, height: 640 })
    const faults: string[] = []
    for (const [path, words] of [
      ['/', nl['nav.today']],
      ['/consents', nl['consents.title']],
      ['/more', nl['more.title']],
    ] as const) {
      await page.goto(path, { waitUntil: 'commit' })
      await page.waitForFunction(() => document.documentElement.dataset.textSize === 'huge')
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('20.8px')
      if (path === '/more') await page.getByText(nl['topic.diary'], { exact: true }).waitFor()
      await phone.shot(`huge-${words}`)
      faults.push(...(await faultsOf(page, false)).map((fault) => `${path}: ${fault}`))
    }
    expect(faults).toEqual([])
    await phone.context.close()
  })
})

describe('somebody who signs in', () => {
  const languageOf = async (who: 'Elif' | 'Emily') =>
    (await product.owner.query('select language from person where id = $1', [product.nursery.people[who].id])).rows[0]
      .language
  const enter = async (window: BrowserWindow, who: 'Elif' | 'Emily', words: typeof nl) => {
    await field(window, words['signIn.email']).fill(product.nursery.people[who].email)
    await field(window, words['signIn.password']).fill(password)
    await press(window, words['signIn.action'])
  }

  test('goes on in the language that they chose there, also after a reload, and on their other devices', async () => {
    const phone = await product.window(null)
    await phone.page.goto('/')
    await press(phone, nl['language.en'])
    await title(phone, en['signIn.title'])
    await phone.page.reload()
    expect(await languageOf('Elif')).toBe('nl')
    await enter(phone, 'Elif', en)
    await phone.page.getByRole('link', { name: en['nav.consents'], exact: true }).waitFor()
    expect(await languageOf('Elif')).toBe('en')
    const other = await product.window('Elif')
    await other.page.goto('/')
    await other.page.getByRole('link', { name: en['nav.consents'], exact: true }).waitFor()
    for (const window of [phone, other]) {
      expect(window.problems).toEqual([])
      await window.context.close()
    }
  })

  test('and chose none there goes on in their own', async () => {
    const phone = await product.window(null)
    await phone.page.goto('/')
    await title(phone, nl['signIn.title'])
    await enter(phone, 'Emily', nl)
    await phone.page.getByRole('link', { name: en['nav.consents'], exact: true }).waitFor()
    expect(await languageOf('Emily')).toBe('en')
    await phone.context.close()
  })
})
