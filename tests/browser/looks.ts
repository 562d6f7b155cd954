import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { type BrowserWindow, sizes } from '../support/browser.ts'

/** The sizes of windows in which every screen must do; `large` is the narrowest phone with text twice as large. */
export const rooms = { ...sizes, large: { width: 320, height: 640 } }
export type Room = keyof typeof rooms
/** What stands on a desk; only what is made for one is looked at there. */
const desk = { width: 1280, height: 900 }

const touch = 44
const tile = 56

/** Gives a window a size, its text the size that belongs to it, and a theme. */
export async function dress(
  { page, context }: BrowserWindow,
  room: Room | 'desk',
  colorScheme: 'light' | 'dark',
): Promise<void> {
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize(room === 'desk' ? desk : rooms[room])
  const devtools = await context.newCDPSession(page)
  const size = room === 'large' ? 32 : 16
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: size, fixed: size } })
  await page.waitForFunction((px) => getComputedStyle(document.documentElement).fontSize === `${px}px`, size)
  await devtools.detach()
  // Colours that are on their way to the other theme are no one's contrast; what never arrives is looked at as it is.
  await page.evaluate(async (patience) => {
    const changing = document.getAnimations().filter((one) => one instanceof CSSTransition)
    const arrived = Promise.allSettled(changing.map((one) => one.finished))
    await Promise.race([arrived, new Promise((enough) => setTimeout(enough, patience))])
  }, 5_000)
}

/** Each theme in each size, in one of the languages. */
const lightIn = { nl: ['phone', 'tablet'], en: ['small', 'large'] } satisfies Record<string, Room[]>
/** Every size, theme and language once more; all of them together would take twice as long, axe being most of it. */
const axeIn = { nl: ['phone', 'small'], en: ['tablet', 'large'] } satisfies Record<string, Room[]>

/** What is wrong with a screen that is open in one language, in every size; the window is closed. */
export async function faultsInRooms(
  window: BrowserWindow,
  name: string,
  language: 'nl' | 'en',
  staff = false,
): Promise<string[]> {
  const faults: string[] = []
  const among = (chosen: readonly Room[], room: Room) => chosen.includes(room)
  for (const room of Object.keys(rooms) as Room[]) {
    const theme = among(lightIn[language], room) ? 'light' : 'dark'
    await dress(window, room, theme)
    const where = `${language} ${theme} ${room}`
    // As it opens: what was looked at before in another size stays scrolled, and then half of a cell lies behind a heading.
    await window.page.evaluate(() => {
      scrollTo(0, 0)
      for (const part of document.querySelectorAll('*')) if (part.scrollLeft !== 0) part.scrollLeft = 0
    })
    await window.shot(`${name}-${where}`)
    const found = await faultsOf(window.page, staff, among(axeIn[language], room))
    faults.push(...found.map((fault) => `${where}: ${fault}`))
  }
  await window.context.close()
  return [...faults, ...window.problems]
}

/** What axe finds, unless it was asked enough, what stands beside the page, and what is too small to touch. */
export async function faultsOf(page: Page, staff: boolean, withAxe = true): Promise<string[]> {
  const found = withAxe ? await violationsOf(page) : []
  const measured = await page.evaluate(
    ({ staff, touch, tile }) => {
      const faults: string[] = []
      const root = document.documentElement
      const dialogs = [...document.querySelectorAll<HTMLElement>('dialog[open]')]
      for (const part of [root, ...dialogs]) {
        if (part.scrollWidth <= part.clientWidth) continue
        const edge = part.getBoundingClientRect().left + part.clientWidth + 1
        const beside = [...part.querySelectorAll('button, input, p, span, ul, li, div')].filter(
          (one) => one.getBoundingClientRect().right > edge,
        )
        const names = beside.slice(-5).map((one) => `${one.tagName} "${one.textContent.slice(0, 40)}"`)
        faults.push(`${part.scrollWidth} wide in ${part.clientWidth}: ${names.join(', ')}`)
      }
      const scope = dialogs.at(-1) ?? document
      // What a field holds may be explained beside it; elsewhere a place for a name is one that nobody filled.
      const typed = [...document.querySelectorAll<HTMLTextAreaElement>('textarea')].map(({ value }) => value).join()
      for (const [place] of document.body.innerText.matchAll(/\{\w+\}/g))
        if (!typed.includes(place)) faults.push(`${place} stands there unfilled`)
      for (const target of scope.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary')) {
        const { width, height } = target.getBoundingClientRect()
        // What is only there for those who listen has no size.
        if (!target.checkVisibility({ visibilityProperty: true }) || width <= 1 || height <= 1) continue
        const least = (staff && target.dataset.child ? tile : touch) - 0.5
        // What a finger touches may be larger than what is drawn.
        const reach = getComputedStyle(target, '::after').position === 'absolute' ? 8 : 0
        if (width < least || height + reach < least)
          faults.push(`${target.tagName} "${target.ariaLabel ?? target.textContent}" is ${width} by ${height}`)
        target.scrollIntoView({ block: 'center' })
        const { left, top } = target.getBoundingClientRect()
        const onTop = document.elementFromPoint(left + width / 2, top + height / 2)
        if (!target.contains(onTop) && !onTop?.closest('label')?.contains(target))
          faults.push(
            `${target.tagName} "${target.ariaLabel ?? target.textContent}" is behind ${onTop?.outerHTML.slice(0, 80)}`,
          )
      }
      return faults
    },
    { staff, touch, tile },
  )
  return [...found, ...measured]
}

/** What axe finds: its rule and where. */
async function violationsOf(page: Page): Promise<string[]> {
  // Half a megabyte, which a page needs but once.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const found = await axe.run({ rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] })
    return found.violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target.join(' ')) }))
  })
  return violations.map(({ id, targets }) => `${id} ${targets.join(' | ')}`)
}
