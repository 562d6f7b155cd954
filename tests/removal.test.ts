import { createRoot } from 'solid-js'
import { describe, expect, it, vi } from 'vitest'
import { createRemoval } from '../client/ui/removal.ts'

/* What was announced as removed is removed, whatever becomes of the way back. */

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
vi.stubGlobal('window', page)
vi.stubGlobal('document', page)

function begun() {
  const removed: string[] = []
  return createRoot((leave) => ({ removed, leave, ...createRemoval<string>((one) => removed.push(one)) }))
}

describe('what is being removed', () => {
  it('waits while the way back is offered, and stays after an undo', () => {
    const { removed, begin, undo, now, leave } = begun()
    begin('a')
    expect(removed).toEqual([])
    undo()
    now()
    leave()
    expect(removed).toEqual([])
  })

  it('goes once the offer ends, once another is removed, and once the screen goes away; each once', () => {
    const { removed, begin, now, leave, pending } = begun()
    begin('a')
    now()
    expect([removed, pending()]).toEqual([['a'], undefined])
    begin('b')
    begin('c')
    expect([removed, pending()]).toEqual([['a', 'b'], 'c'])
    leave()
    expect(removed).toEqual(['a', 'b', 'c'])
  })

  it('goes when the page is left or put out of sight, once; looked at again nothing goes', () => {
    const { removed, begin, undo, leave } = begun()
    begin('a')
    page.dispatchEvent(new Event('pagehide'))
    begin('b')
    page.visibilityState = 'hidden'
    page.dispatchEvent(new Event('visibilitychange'))
    page.visibilityState = 'visible'
    begin('c')
    page.dispatchEvent(new Event('visibilitychange'))
    expect(removed).toEqual(['a', 'b'])
    undo()
    leave()
    page.dispatchEvent(new Event('pagehide'))
    expect(removed).toEqual(['a', 'b'])
  })
})
