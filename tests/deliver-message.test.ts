import { expect, test, vi } from 'vitest'
import type { AccountStore } from '../client/account-store.ts'
import type { Work } from '../client/outbox-state.ts'

/* A message with files on a device that cannot open what it keeps of them. */

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} })
vi.stubGlobal('document', new EventTarget())
vi.stubGlobal('window', new EventTarget())
const { deliverMessage } = await import('../client/conversation/deliver-message.ts')
const { createMessageFiles } = await import('../client/conversation/message-files.ts')

const broken = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'))
const store = {
  durable: true,
  uploads: { all: broken, get: broken, put: broken, remove: broken },
  files: { all: broken, get: broken, put: broken, remove: broken },
} as unknown as AccountStore

test('waits for its files, and keeps nothing else from going', async () => {
  const files = createMessageFiles('lisa', 'guardian', store, () => {})
  await expect(files.open()).rejects.toThrow('no room')
  const file = { key: 'a', kind: 'photo' as const, name: 'a.jpg', bytes: 1, childIds: [], showsNobody: false }
  const work: Work = {
    ...{ kind: 'message', side: 'guardian', groupId: 'g', callNames: {}, conversationId: 'c', begin: null },
    body: { id: 'm', text: 'Hallo', attachments: [file] },
  }
  expect(await deliverMessage(work, files)).toEqual({ code: 'not_ready', retryable: true })
})
