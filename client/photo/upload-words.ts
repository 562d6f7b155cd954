import { useStaffWork } from '../group/staff-work.tsx'
import { useT } from '../locales/words.ts'
import { online } from '../ui/online.ts'
import { megabytes } from './upload-files.ts'
import { isLeaving, isUnderWay, isUnreached, photoOrVideo, type UploadItem } from './upload-state.ts'

const worded = ['missing', 'not_found', 'quota_exceeded', 'storage_full'] as const
type Worded = (typeof worded)[number]
const isWorded = (code: string): code is Worded => worded.some((known) => known === code)

/** How a file is called and how it stands, in words. */
export function useUploadWords(): {
  name: (item: UploadItem, number: number) => string
  /** Why it needs somebody; empty when it does not. */
  trouble: (item: UploadItem) => string
  state: (item: UploadItem, sent: number, placing: boolean, here: boolean) => string
} {
  const t = useT('staff')
  const { uploads } = useStaffWork()
  const problem = (item: UploadItem) => {
    const code = item.failure?.code ?? ''
    const largest = uploads.largest()
    if (code === 'too_large')
      return largest
        ? t('upload.problem.too_large', megabytes(largest.photo), megabytes(largest.video))
        : t('upload.refused.too_large')
    return isWorded(code) ? t(`upload.problem.${code}`) : t('upload.problem.other')
  }
  const trouble = (item: UploadItem) => {
    if (item.state === 'gone') return t('upload.gone')
    if (item.state === 'failed') return t('upload.failed')
    if (item.state === 'refused') {
      const reason = item.upload?.reason ?? 'damaged'
      // Of documents alone, which go with messages.
      return t(`upload.refused.${reason === 'encrypted' || reason === 'too_many_pages' ? 'damaged' : reason}`)
    }
    return item.state === 'stopped' ? problem(item) : ''
  }
  return {
    name: (item, number) => t(`upload.${photoOrVideo(item)}`, number),
    trouble,
    state(item, sent, placing, here) {
      if (!here && isLeaving(item)) return t('upload.elsewhere')
      const cutOff = !online() || !uploads.reached() || (item.failure !== null && isUnreached(item.failure))
      if (cutOff && isUnderWay(item)) return t('upload.waitingNet')
      if (item.state === 'sending') return t('upload.sending', Math.floor((100 * sent) / item.bytes))
      if (item.state === 'processing')
        return item.kind === 'video'
          ? t('upload.processingVideo', Math.floor(100 * (item.upload?.progress ?? 0)))
          : t('upload.processing')
      if (item.state === 'ready') return placing ? t('upload.placing') : t('upload.ready')
      if (item.state !== 'waiting') return trouble(item)
      return item.failure ? t('upload.later', problem(item)) : t('upload.waiting')
    },
  }
}
