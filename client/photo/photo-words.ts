import type { GuardianPhoto } from '../../backend/contract/photo.ts'
import { language, useT } from '../locales/words.ts'
import { clock, listed } from '../time.ts'

/** Photos and videos in words. */
export function usePhotoWords() {
  const t = useT('guardian')
  const said = (all: number, videos: number): string =>
    listed(
      [
        ...(all > videos || all === 0 ? [t('item.photos', all - videos)] : []),
        ...(videos > 0 ? [t('item.videos', videos)] : []),
      ],
      language(),
    )
  return {
    /** "3 foto’s en 1 video" */
    counted: (photos: readonly Pick<GuardianPhoto, 'seconds'>[]): string =>
      said(photos.length, photos.filter(({ seconds }) => seconds !== null).length),
    /** The same of so many together, of which some are videos. */
    said,
    /** What is said of one where it cannot be seen: "Foto bij Mila, 14:30". */
    alt: ({ seconds, takenAt }: Pick<GuardianPhoto, 'seconds' | 'takenAt'>, name: string): string =>
      t(seconds === null ? 'photo.alt' : 'photo.videoAlt', name, clock(takenAt, language())),
  }
}
