import { language, useT } from '../locales/words.ts'
import { filesOf, isAttendance, isStuck, type Send } from '../outbox-state.ts'
import { usePlacedWords } from '../photo/placed-words.ts'
import { stillHere } from '../photo/upload-state.ts'
import { clock, listed } from '../time.ts'
import { useStaffWork } from './staff-work.tsx'

/** How a send stands, in words. */
export function useSendWords(): {
  title: (send: Send) => string
  state: (send: Send) => string
  problem: (send: Send) => string
} {
  const t = useT('staff')
  const placed = usePlacedWords()
  const { uploads } = useStaffWork()
  const names = (send: Send) => listed(Object.values(send.work.callNames), language())
  return {
    title(send) {
      const { work } = send
      if (work.kind === 'staffing') return t('send.staffing')
      if (work.kind === 'answer') return names(send)
      if (work.kind === 'checkIn' || work.kind === 'checkOut') {
        const at = work.body.children[0]?.at ?? send.createdAt
        return t(`send.${work.kind}`, names(send), clock(at, language()))
      }
      // What a guardian wrote stands in no list of staff.
      return work.kind === 'handover' ? names(send) : t(`send.${work.kind}`, names(send))
    },
    state(send) {
      if (send.held) return t('send.held')
      if (send.state === 'sending') return t('send.sending')
      if (send.state === 'sent') return t('send.sent')
      if (send.state === 'waiting') return t('send.waiting')
      if (isStuck(send) && send.error?.placed) return t('send.placedState')
      if (isStuck(send)) return t('send.failed')
      if (send.error?.code === 'not_ready') return t('send.photosWait')
      if (send.error?.code === 'network') return t('send.offline')
      if (send.error?.code === 'unauthenticated') return t('send.signIn')
      return t('send.later', clock(send.notBefore || Date.now()))
    },
    problem(send) {
      if (!isStuck(send) || !send.error) return ''
      if (isAttendance(send)) return t('send.clash')
      const refused = (send.error.children ?? []).map(({ callName }) => callName)
      const photos = send.work.kind === 'photos'
      if (photos && send.error.code === 'consent_missing') return t('send.photosRefused', listed(refused, language()))
      if (send.error.placed) {
        const files = filesOf(send)
        return placed(send.error.placed, files.length, stillHere(uploads.items(), files, send.error.placed).length)
      }
      if (photos && send.error.code === 'not_ready') return t('send.photosTrouble')
      if (send.error.code === 'consent_missing') return t('send.refused', listed(refused, language()))
      if (send.error.code === 'stale_version') return t('send.stale')
      if (send.error.code === 'id_taken') return t('send.taken')
      if (send.error.code === 'not_found') return t('send.gone')
      return send.error.message ?? t('error.unreadable')
    },
  }
}
