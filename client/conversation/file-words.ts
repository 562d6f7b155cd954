import type { Attached } from '../../backend/contract/attachment.ts'
import { language, useT } from '../locales/words.ts'
import { megabytes } from '../photo/upload-files.ts'
import type { Uploads } from '../photo/upload-queue.ts'
import { isLeaving, isUnderWay, isUnreached, type UploadItem } from '../photo/upload-state.ts'
import { online } from '../ui/online.ts'
import type { UnfitFile } from './chosen-files.ts'

/** How large something is, as people say it. */
export const sizeWords = (bytes: number): string => {
  const [unit, size] = bytes < 1_000_000 ? (['kB', bytes / 1000] as const) : (['MB', bytes / 1_000_000] as const)
  const digits = unit === 'MB' && size < 10 ? 1 : 0
  return `${new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(Math.max(1, size))} ${unit}`
}

/** How it stands with files that go with messages, in words. */
export function useFileWords() {
  const t = useT('conversation')
  return {
    /** What came with a message whose text says nothing. */
    attached({ photos, documents, name }: Attached): string {
      const parts = [
        ...(photos > 0 ? [t('file.photos', photos)] : []),
        ...(documents === 1
          ? [t('file.documentNamed', name ?? '')]
          : documents > 1
            ? [t('file.documents', documents)]
            : []),
      ]
      return parts.join(', ')
    },
    /** Why it needs somebody; empty when it does not. */
    trouble(item: UploadItem): string {
      if (item.state === 'gone') return t('file.gone')
      if (item.state === 'failed') return t('file.failed')
      if (item.state === 'refused') return t(`file.refused.${item.upload?.reason ?? 'damaged'}`)
      if (item.state !== 'stopped') return ''
      const code = item.failure?.code
      if (code === 'too_large') return t('file.refused.too_large')
      if (code === 'quota_exceeded' || code === 'storage_full' || code === 'missing') return t(`file.problem.${code}`)
      return t('file.problem.other')
    },
    /** How far it is; empty once the server has it ready. */
    state(item: UploadItem, uploads: Uploads): string {
      const cutOff = !online() || !uploads.reached() || (item.failure !== null && isUnreached(item.failure))
      if (cutOff && isUnderWay(item)) return t('file.waitingNet')
      if (item.state === 'processing') return t('file.processing')
      if (isLeaving(item)) return t('file.sending', Math.floor((100 * uploads.sent(item.key)) / item.bytes))
      return ''
    },
    unfit(one: UnfitFile): string {
      if (one.reason === 'too_large') return t('file.unfit.too_large', one.name, megabytes(one.most))
      return t(`file.unfit.${one.reason}`, one.name)
    },
  }
}
