const cards = () => document.querySelectorAll<HTMLElement>('[data-item]')

const nearTop = 120

/** Whether the reader looks at the top of the page, where new things may appear. */
export const isAtTop = (): boolean => scrollY < nearTop

/** Changes what is above without moving what the reader looks at: the first card in view stays where it is. */
export function keepPlace(change: () => void): void {
  const anchor = [...cards()].find((card) => card.getBoundingClientRect().bottom > 80)
  const id = anchor?.dataset.item
  const before = anchor?.getBoundingClientRect().top ?? 0
  change()
  const after = [...cards()].find((card) => card.dataset.item === id)?.getBoundingClientRect().top
  if (after !== undefined && Math.abs(after - before) > 1) scrollBy({ top: after - before, behavior: 'instant' })
}

/** Brings the topmost of these cards into sight, below what stays on top; where none of them is lower, the top of the page. */
export function goToFirstOf(ids: ReadonlySet<string>): void {
  const first = [...cards()].find(({ dataset }) => ids.has(dataset.item ?? ''))
  const down = first ? first.getBoundingClientRect().top + scrollY : 0
  scrollTo({ top: down < innerHeight * 0.6 ? 0 : down - nearTop, behavior: 'instant' })
}
