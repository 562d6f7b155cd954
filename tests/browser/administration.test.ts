import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { asOwner } from '../support/postgres.ts'
import { dress, faultsOf, type Room } from './looks.ts'
import { nl, reply } from './steps.ts'

describe('administration', () => {
  let product: Product
  let ingrid: BrowserWindow
  let page: Page
  beforeAll(async () => {
    product = await openProduct()
    ingrid = await product.window('Ingrid', { size: 'tablet' })
    await dress(ingrid, 'desk', 'light')
    page = ingrid.page
  })
  afterAll(() => product?.close())

  const title = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const fill = (label: string, value: string, within: Pick<Page, 'getByLabel'> = page) =>
    within.getByLabel(label, { exact: true }).first().fill(value)
  const sent = async (email: string) => {
    const { rows } = await asOwner(product.ownerUrl, (owner) =>
      owner.query(
        `select m.kind, i.accepted_at from mail m join person p on p.id = m.person_id join invitation i on i.id = m.cause_id
        where p.email = $1 and m.sent_at is null and i.revoked_at is null`,
        [email],
      ),
    )
    return rows
  }
  /** In both themes, on a desk, a tablet and the narrowest phone with large text. */
  async function faultless(name: string): Promise<void> {
    const faults: string[] = []
    for (const [room, theme] of [
      ['desk', 'light'],
      ['tablet', 'dark'],
      ['large', 'light'],
      ['desk', 'dark'],
    ] as [Room | 'desk', 'light' | 'dark'][]) {
      await dress(ingrid, room, theme)
      await ingrid.shot(`${name}-${room}-${theme}`)
      faults.push(...(await faultsOf(page, false)).map((fault) => `${name} ${room} ${theme}: ${fault}`))
    }
    await dress(ingrid, 'desk', 'light')
    expect(faults).toEqual([])
  }

  test('adds a child with two guardians, who are invited', async () => {
    await page.goto('/')
    await page.getByRole('link', { name: nl['administration.children.title'] }).first().click()
    await title(nl['administration.children.title'])
    await page.getByText('Mila de Wit').waitFor()
    await faultless('children')
    await page.getByRole('link', { name: nl['administration.child.add'] }).click()
    await title(nl['administration.child.add'])
    await button(nl['administration.child.save']).click()
    await page.getByText(nl['administration.problem.empty']).first().waitFor()
    const about = page.getByRole('region', { name: nl['administration.child.details'] })
    await fill(nl['administration.field.callName'], 'Elias', about)
    await fill(nl['administration.field.surname'], 'Yildiz', about)
    await fill(nl['administration.field.firstNames'], 'Elias Karel', about)
    await fill(nl['administration.field.birthDate'], '2024-02-29', about)
    await page.getByLabel(nl['administration.group'], { exact: true }).selectOption(product.nursery.groupId)
    // Somebody looks something up meanwhile and comes back: nothing is lost.
    await button(nl['action.back']).click()
    await title(nl['administration.children.title'])
    await page.getByRole('link', { name: nl['administration.child.add'] }).click()
    await page.getByText(nl['administration.kept']).waitFor()
    await ingrid.shot('child-kept')
    expect(await about.getByLabel(nl['administration.field.callName'], { exact: true }).inputValue()).toBe('Elias')
    expect(await page.getByLabel(nl['administration.group'], { exact: true }).inputValue()).toBe(
      product.nursery.groupId,
    )
    await button(nl['administration.guardian.another']).click()
    for (const [n, firstName, authority] of [
      [1, 'Fatima', 'with'],
      [2, 'Hamza', 'without'],
    ] as const) {
      const card = page.getByRole('region', { name: nl['administration.guardian.nth'](n) })
      await fill(nl['administration.field.firstName'], firstName, card)
      await fill(nl['administration.field.lastName'], 'Yildiz', card)
      await fill(nl['administration.field.email'], `${firstName}@example.org`, card)
      await card.getByLabel(nl['administration.guardian.authority']).selectOption(authority)
    }
    await faultless('child-form')
    // An address that is somebody else's says so at the field, and nothing typed is lost.
    const second = page.getByRole('region', { name: nl['administration.guardian.nth'](2) })
    await fill(nl['administration.field.email'], product.nursery.people.Tom.email, second)
    await button(nl['administration.child.save']).click()
    await second.getByText(nl['administration.problem.other_name']).waitFor()
    await fill(nl['administration.field.email'], 'hamza@example.org', second)
    await button(nl['administration.child.save']).click()
    await title('Elias Yildiz')
    expect(await page.getByText(nl['administration.state.invited'], { exact: true }).count()).toBe(2)
    await faultless('child-record')
    for (const email of ['fatima@example.org', 'hamza@example.org'])
      expect(await sent(email)).toEqual([{ kind: 'invitation', accepted_at: null }])
    await button(nl['action.back']).click()
    await page.getByLabel(nl['administration.search']).fill('yildiz')
    await page.getByText(nl['administration.total.children'](1)).waitFor()
    await page.getByRole('link', { name: 'Elias Yildiz' }).waitFor()
  })

  test('ends a guardianship after saying what it means', async () => {
    await page.goto(`/office/children/${product.nursery.children.Aya}`)
    await title('Aya Bakker')
    await button(`${nl['administration.guardian.end']} Sanne`).click()
    const dialog = page.getByRole('dialog', { name: nl['administration.guardian.end.title']('Sanne') })
    await dialog.getByText(nl['administration.guardian.end.text']('Sanne')).waitFor()
    await faultless('end')
    const replied = reply(page, 'PUT', '/api/administration/guardianships/')
    await dialog.getByRole('button', { name: nl['administration.end.now'] }).click()
    expect((await replied).reply.status()).toBe(200)
    await page.getByRole('heading', { name: nl['administration.child.former'] }).waitFor()
  })

  test('adds a staff member, invites again, and takes the invitation back', async () => {
    await page.goto('/office/people')
    await title(nl['administration.people.title'])
    await page.getByText('Anouk').first().waitFor()
    await faultless('people')
    await page.getByRole('link', { name: nl['administration.person.add'] }).click()
    await fill(nl['administration.field.firstName'], 'Nienke')
    await fill(nl['administration.field.lastName'], 'Post')
    await fill(nl['administration.field.email'], 'nienke@example.org')
    await page.getByLabel(product.nursery.groupName).check()
    await faultless('person-form')
    await button(nl['administration.person.save']).click()
    await title('Nienke Post')
    expect(await sent('nienke@example.org')).toHaveLength(1)
    await faultless('person')
    await page.getByRole('button', { name: nl['administration.invitation.again'] }).click()
    await page.getByText(nl['administration.invitation.sent']('Nienke')).waitFor({ state: 'attached' })
    expect(await sent('nienke@example.org')).toHaveLength(1)
    await page.getByRole('button', { name: nl['administration.invitation.withdraw'] }).click()
    await page.getByText(nl['administration.state.uninvited']).waitFor()
    expect(await sent('nienke@example.org')).toEqual([])
  })

  const heads =
    'roepnaam;achternaam;geboortedatum;opvangsoort;groep;startdatum;ouder1_voornaam;ouder1_achternaam;ouder1_email;ouder1_gezag'
  const line = (n: number, group: string) =>
    `Kind${n};Import;2024-05-01;KDV;${group};2026-12-01;Ouder;Van${n};ouder${n}@example.org;ja`
  const choose = (content: string) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: 'kinderen.csv', mimeType: 'text/csv', buffer: Buffer.from(content, 'latin1') })

  test('imports a file after looking at what is wrong with it', async () => {
    const { groupName } = product.nursery
    await page.goto('/office/import')
    await title(nl['administration.import.title'])
    await page.getByText(nl['import.choose']).waitFor()
    await faultless('import')
    const wrong = Array.from({ length: 120 }, (_, n) => line(n, n % 2 ? groupName : '=Zeesterren'))
    await choose([heads, ...wrong].join('\r\n'))
    await page.getByRole('heading', { name: nl['import.problems'](60) }).waitFor()
    await page.getByText(nl['import.reason.group_unknown']('=Zeesterren')).first().waitFor()
    await page.getByText(nl['import.page'](1, 2)).waitFor()
    await faultless('import-problems')
    const saving = page.waitForEvent('download')
    await button(nl['import.problems.download']).click()
    const kept = await (await saving).createReadStream()
    const pieces: Buffer[] = []
    for await (const piece of kept) pieces.push(piece as Buffer)
    const text = Buffer.concat(pieces).toString()
    expect(text.split('\r\n')[1]).toBe(`2;groep;${nl['import.reason.group_unknown']('=Zeesterren')}`)
    await button(nl['import.other']).click()
    await choose([heads, line(1, groupName), line(2, groupName)].join('\r\n'))
    await page.getByText(nl['import.count.children'](2)).waitFor()
    await page.getByText(nl['import.count.invitations'](2)).waitFor()
    await faultless('import-preview')
    expect(await sent('ouder1@example.org')).toEqual([])
    await button(nl['import.confirm'](2)).click()
    await page.getByRole('heading', { name: nl['import.done'] }).waitFor()
    await faultless('import-done')
    expect(await sent('ouder1@example.org')).toHaveLength(1)
    await page.getByRole('link', { name: nl['import.done.children'] }).click()
    await page.getByLabel(nl['administration.search']).fill('import')
    await page.getByText(nl['administration.total.children'](2)).waitFor()
  })

  test('nobody else has these screens', async () => {
    const anouk = await product.window('Anouk', { size: 'tablet' })
    await anouk.page.goto('/office/children')
    await anouk.page
      .getByText(nl['notFound.title'])
      .or(anouk.page.getByText(product.nursery.groupName))
      .first()
      .waitFor()
    expect(await anouk.page.locator('body').innerText()).not.toContain(nl['administration.child.add'])
    expect(ingrid.problems).toEqual([])
  })
})
