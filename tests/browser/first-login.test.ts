import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { ask, en, nl, openLive, reply, send, soon, tile, write } from './steps.ts'

describe('the first login', () => {
  let product: Product
  let nadia: BrowserWindow
  beforeAll(async () => {
    product = await openProduct({ days: 3, policies: true })
    nadia = await product.window('Nadia')
  })
  afterAll(() => product?.close())

  const press = (name: string) => nadia.page.getByRole('button', { name, exact: true }).click()
  const title = (name: string) => nadia.page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
  const policies = async () => (await ask(product, 'Nadia', 'GET', '/api/policies', undefined)).body.inForce

  test('goes from the language over both policies to the choices', async () => {
    const { page } = nadia
    await page.goto('/')
    await title(nl['welcome.title']('Nadia'))
    await page.getByText(nl['welcome.step'](1, 4)).waitFor()
    await nadia.shot('first-login-1-language')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Welcome, Nadia' }).waitFor()
    await page.getByRole('button', { name: 'Nederlands' }).click()
    await press(nl['welcome.next'])
    await title(nl['policy.privacy'])
    await page.getByText(nl['welcome.step'](2, 4)).waitFor()
    await page.getByRole('heading', { level: 2, name: 'Privacy in De Linde' }).waitFor()
    await nadia.shot('first-login-2-privacy')
    // No scrolling is asked for.
    expect(await page.getByRole('button', { name: nl['policies.read'] }).isEnabled()).toBe(true)
    await press(nl['policies.read'])
    await title(nl['policy.terms'])
    await page.getByText(nl['welcome.step'](3, 4)).waitFor()
    // A reload asks nothing twice.
    await page.reload()
    await title(nl['policy.terms'])
    await page.getByText(nl['welcome.step'](3, 4)).waitFor()
    await nadia.shot('first-login-3-terms')
    await press(nl['policies.read'])
    await title(nl['welcome.choices.of']('Sofie'))
    await page.getByText(nl['welcome.step'](4, 4)).waitFor()
    expect((await policies()).map(({ seen }: { seen: boolean }) => seen)).toEqual([true, true])
  })

  test('nothing is ticked beforehand; without authority there is nothing to tick', async () => {
    const { page } = nadia
    const boxes = page.getByRole('checkbox')
    expect(await boxes.count()).toBe(2)
    for (const box of await boxes.all()) expect(await box.isChecked()).toBe(false)
    const omar = page.getByRole('region', { name: 'Omar' })
    await omar.getByText(nl['consents.noAuthority']('Omar')).waitFor()
    expect(await omar.getByRole('checkbox').count()).toBe(0)
    await nadia.shot('first-login-4-choices')
  })

  test('what could be saved stays saved, and the rest is tried again', async () => {
    const { page } = nadia
    const sofie = page.getByRole('region', { name: 'Sofie' })
    for (const box of await sofie.getByRole('checkbox').all()) await box.check()
    await nadia.shot('first-login-5-ticked')
    let sent = 0
    await page.route('**/api/consents', (route) =>
      route.request().method() === 'POST' && ++sent === 2 ? route.abort() : route.continue(),
    )
    await press(nl['welcome.save'])
    await page.getByText(nl['welcome.partly'](1, 1)).waitFor()
    await sofie.getByText(nl['welcome.saidYes']).waitFor()
    expect(await sofie.getByRole('checkbox').isChecked()).toBe(true)
    await nadia.shot('first-login-6-partly')
    await page.unroute('**/api/consents')
    const welcomed = reply(page, 'POST', '/api/account/welcomed')
    await press(nl['welcome.save'])
    expect((await welcomed).reply.status()).toBe(200)
    await page.getByRole('heading', { level: 1, name: nl['day.today'] }).waitFor()
    const { children } = (await ask(product, 'Nadia', 'GET', '/api/consents', undefined)).body
    const [{ purposes }] = children.filter(({ mayDecide }: { mayDecide: boolean }) => mayDecide)
    for (const state of purposes) expect(state).toMatchObject({ own: 'granted', inForce: true })
    expect(purposes[0].history).toHaveLength(1)
  })

  test('ends at the timeline, where the first entry arrives', async () => {
    const tablet = await product.window('Anouk', { size: 'tablet' })
    await openLive(tablet)
    await tile(tablet.page, 'Sofie').check()
    await write(tablet.page, 'Sofie is vandaag voor het eerst.')
    expect((await send(tablet.page)).reply.status()).toBe(200)
    await nadia.page.getByText('Sofie is vandaag voor het eerst.').waitFor()
    await nadia.shot('first-login-7-timeline')
    await openLive(nadia)
    await nadia.page.getByText('Sofie is vandaag voor het eerst.').waitFor()
    await tablet.context.close()
    expect(nadia.problems).toEqual([])
  })

  test('who skips decides nothing, and is reminded until put away', async () => {
    const tom = await product.window('Tom')
    const { page } = tom
    await openLive(tom)
    const reminder = page.getByText(nl['choices.open.both']('Noor'))
    await reminder.waitFor()
    await tom.shot('choices-open')
    await page.getByRole('link', { name: nl['choices.choose'] }).click()
    await page.getByRole('heading', { level: 1, name: nl['consents.title'] }).waitFor()
    await reminder.waitFor()
    await page.getByRole('button', { name: nl['choices.later'] }).click()
    await reminder.waitFor({ state: 'detached' })
    await openLive(tom)
    expect(await reminder.count()).toBe(0)
    await tom.context.close()
    const again = await product.window('Tom')
    await openLive(again)
    await again.page.getByText(nl['choices.open.both']('Noor')).waitFor()
    await again.context.close()
  })

  test('what was announced is read ahead, and the banner goes', async () => {
    const bart = await product.window('Bart')
    const { page } = bart
    await openLive(bart)
    await page.getByRole('link', { name: nl['policy.banner.read'] }).click()
    await page.getByRole('button', { name: nl['policies.read'] }).click()
    await page.getByText(nl['policies.seen'], { exact: true }).first().waitFor()
    await page.getByRole('button', { name: nl['action.back'] }).click()
    await page.getByRole('heading', { level: 1, name: nl['day.today'] }).waitFor()
    expect(await page.getByRole('link', { name: nl['policy.banner.read'] }).count()).toBe(0)
    await openLive(bart)
    expect(await page.getByRole('link', { name: nl['policy.banner.read'] }).count()).toBe(0)
    await bart.context.close()
  })

  test('a manager announces a version, which everybody is then shown', async () => {
    const marieke = await product.window('Marieke', { size: 'tablet' })
    const eva = await product.window('Eva')
    const { page } = marieke
    await page.goto('/office')
    await page.getByRole('link', { name: nl['officePolicies.title'] }).click()
    await page.getByText(nl['officePolicies.announced']).waitFor()
    await marieke.shot('office-policies')
    await page.getByRole('link', { name: nl['officePolicies.new'] }).click()
    await page.getByRole('button', { name: nl['policy.terms'], exact: true }).click()
    await page
      .getByLabel(nl['officePolicies.textNl'])
      .fill('# Afspraken\n\nWees **lief** voor elkaar. <script>x</script>')
    // A tag is shown as it was written, and does nothing.
    await page.getByRole('region', { name: nl['officePolicies.preview'] }).getByText('<script>x</script>').waitFor()
    await page.getByLabel(nl['officePolicies.textEn']).fill('# Agreements\n\nBe **kind**.')
    // What was written survives leaving and coming back.
    await page.reload()
    await page.getByLabel(nl['officePolicies.summaryNl']).fill('Eén regel erbij.')
    await page.getByLabel(nl['officePolicies.summaryEn']).fill('One rule more.')
    await page.getByRole('button', { name: nl['officePolicies.publish'] }).click()
    await page.getByText(nl['officePolicies.day.missing']).waitFor()
    const ahead = (days: number) => new Date(product.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
    await page.getByLabel(nl['officePolicies.day'], { exact: true }).fill(ahead(10))
    await page.getByText(/Dat is te snel/).waitFor()
    await page.getByLabel(nl['officePolicies.day'], { exact: true }).fill(ahead(16))
    await marieke.shot('office-publish')
    await page.getByRole('button', { name: nl['officePolicies.publish'] }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/mensen krijgen nu bericht/).waitFor()
    await marieke.shot('office-publish-asked')
    await dialog.getByRole('button', { name: nl['officePolicies.publish'] }).click()
    await page.getByRole('heading', { level: 1, name: nl['officePolicies.version'](nl['policy.terms'], 2) }).waitFor()
    await marieke.shot('office-views')
    const file = page.waitForEvent('download')
    await page.getByRole('button', { name: nl['officePolicies.export'] }).click()
    expect((await file).suggestedFilename()).toBe('gezien-versie-2.csv')
    await openLive(eva)
    await eva.page.getByText(/gelden nieuwe voorwaarden/).waitFor()
    await soon(() => eva.problems).toEqual([])
    await page.goto('/office/policies/new')
    await soon(() => page.getByLabel(nl['officePolicies.textNl']).inputValue()).toBe('')
    expect(marieke.problems).toEqual([])
  })

  test('on its day a new version comes before an open screen, which goes on where it was', async () => {
    const tablet = await product.window('Grace', { size: 'tablet' })
    const eva = await product.window('Eva')
    const { page } = tablet
    await Promise.all([openLive(tablet), openLive(eva)])
    const { announced } = product.nursery.policies
    const { announced: told } = (await ask(product, 'Eva', 'GET', '/api/policies/announced', undefined)).body
    for (const { id } of told)
      await ask(product, 'Eva', 'POST', `/api/policies/${id}/seen`, { id: crypto.randomUUID(), language: 'nl' })
    await tile(page, 'Mila').check()
    await write(page, 'Een half zinnetje', en)
    product.forward(20)
    const heads = eva.heard('heads')
    await product.app().tellHeads()
    await page.getByRole('heading', { level: 1, name: en['policies.new.privacy'] }).waitFor()
    await tablet.shot('gate')
    await soon(() => eva.heard('heads')).toBeGreaterThan(heads)
    await page.getByRole('button', { name: en['policies.read'] }).click()
    await page.getByRole('heading', { level: 1, name: en['policies.new.terms'] }).waitFor()
    await page.getByRole('button', { name: en['policies.read'] }).click()
    await tile(page, 'Mila').waitFor()
    expect(await page.getByRole('textbox', { name: en['text.label'] }).inputValue()).toBe('Een half zinnetje')
    const { inForce } = (await ask(product, 'Grace', 'GET', '/api/policies', undefined)).body
    expect(inForce.map(({ id, seen }: { id: string; seen: boolean }) => [id === announced, seen])).toEqual([
      [true, true],
      [false, true],
    ])
    expect([...tablet.problems, ...eva.problems]).toEqual([])
    // Whose choice about photos was made under other words is asked again, and it holds.
    await openLive(eva, '/consents')
    await eva.page.getByText(nl['choices.asked.photos']('Daan en Mila')).waitFor()
    await eva.shot('consents-asked-again')
    await eva.page.getByRole('button', { name: nl['choices.asked.keep'] }).first().click()
    await soon(() => eva.page.getByRole('button', { name: nl['choices.asked.keep'] }).count()).toBe(1)
  })
})
