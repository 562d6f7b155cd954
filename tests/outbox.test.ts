import { afterEach, expect, test, vi } from 'vitest'
import { openOutbox } from '../client/outbox.ts'
import { held, newSend, type Send, type Work } from '../client/outbox-state.ts'

/* The queue of what a device sends, on a page that is no page: what it asks of one is a place to listen at. */

vi.stubGlobal('window', new EventTarget())
vi.stubGlobal('document', new EventTarget())
const closing: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(closing.splice(0).map((close) => close())))

/** What this device keeps of one person. */
function shelf(...sends: Send[]) {
  const kept = new Map(sends.map((send) => [send.id, send]))
  return {
    durable: true,
    sends: {
      all: async () => [...kept.values()],
      get: async (id: string) => kept.get(id),
      put: async (changed: readonly Send[]) => changed.forEach((send) => void kept.set(send.id, send)),
      remove: async (ids: readonly string[]) => ids.forEach((id) => void kept.delete(id)),
    },
  }
}

const common = { groupId: 'g', callNames: {} }
const message = (id: string, side: 'guardian' | 'staff'): Work => ({
  ...{ ...common, kind: 'message', side, conversationId: 'c', begin: null },
  body: { id, text: 'Hallo' },
})

test('who is guardian and works here sends in each role what was written in it, and nothing of the other waits behind', async () => {
  const removal = { ...common, kind: 'remove', before: { id: 'entry' } } as Work
  const store = shelf(
    newSend('entry', removal, 1),
    newSend('as staff', message('as staff', 'staff'), 2),
    newSend('as guardian', message('as guardian', 'guardian'), 3),
  )
  for (const [side, ids] of [
    ['guardian', ['as guardian']],
    ['staff', ['entry', 'as staff']],
  ] as const) {
    const sent: Work[] = []
    const outbox = await openOutbox('person', side, store, async (work) => {
      sent.push(work)
      return null
    })
    closing.push(outbox.close)
    await vi.waitFor(() => expect(sent).toHaveLength(ids.length))
    expect(outbox.sends().map(({ id, state }) => [id, state])).toEqual(ids.map((id) => [id, 'sent']))
    await outbox.close()
  }
})

test('what was being changed when the page closed waits until somebody says that it may go', async () => {
  const removal = { ...common, kind: 'remove', before: { id: 'entry' } } as Work
  const store = shelf(held(newSend('entry', removal, 1)), newSend('m', message('m', 'staff'), 2))
  const sent: Work[] = []
  const outbox = await openOutbox('person', 'staff', store, async (work) => {
    sent.push(work)
    return null
  })
  closing.push(outbox.close)
  const state = (of: string) => outbox.sends().find(({ id }) => id === of)?.state
  await vi.waitFor(() => expect(state('m')).toBe('sent'))
  expect(sent.map(({ kind }) => kind)).toEqual(['message'])
  outbox.retry('entry')
  await vi.waitFor(() => expect(sent.map(({ kind }) => kind)).toEqual(['message', 'remove']))
})
