import { beforeEach, expect, test, vi } from 'vitest'

/* What is being written in a conversation, as the device keeps it. */

const kept = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
})
const { createMessageDraft, moveDraft } = await import('../client/conversation/message-draft.ts')
beforeEach(() => kept.clear())

const file = (key: string) => ({
  ...{ key, kind: 'photo' as const, name: 'a.jpg', bytes: 1, childIds: [], showsNobody: false },
})
const written = (at: string, text: string, ...keys: string[]) => {
  const draft = createMessageDraft('lisa', at)
  draft.takeBack(text, keys.map(file))
}
const found = (at: string) => {
  const draft = createMessageDraft('lisa', at)
  return [draft.text(), draft.files().map(({ key }) => key)]
}

test('goes along with its files into the conversation that is there meanwhile', () => {
  written('new', 'Hallo', 'a', 'b')
  moveDraft('lisa', 'new', 'known')
  expect([found('known'), found('new')]).toEqual([
    ['Hallo', ['a', 'b']],
    ['', []],
  ])
  written('other', '', 'c')
  moveDraft('lisa', 'other', 'empty')
  expect(found('empty')).toEqual(['', ['c']])
})

test('comes behind what was being written there, and twice it comes once', () => {
  written('known', 'Eerst', 'a')
  written('new', 'Daarna', 'b')
  moveDraft('lisa', 'new', 'known')
  moveDraft('lisa', 'new', 'known')
  expect(found('known')).toEqual(['Eerst\n\nDaarna', ['a', 'b']])
})

test('sends what was taken back under its own id, once, also after a reload and in another conversation', () => {
  const draft = createMessageDraft('lisa', 'new')
  draft.takeBack('Hallo', [file('a')], 'm')
  draft.type('Hallo!')
  expect(createMessageDraft('lisa', 'new').messageId()).toBe('m')
  moveDraft('lisa', 'new', 'known')
  const moved = createMessageDraft('lisa', 'known')
  expect(moved.messageId()).toBe('m')
  moved.clear()
  expect([moved.messageId(), createMessageDraft('lisa', 'known').messageId()]).not.toContain('m')
})
