import type { Day } from '../../backend/contract/values.ts'

/** A day of an album: how many photos it has, videos among them, and at which place of the whole they begin. */
export interface AlbumDay {
  day: Day
  photos: number
  videos: number
  start: number
}

export interface AlbumMonth {
  /** `2026-11` */
  month: string
  photos: number
  videos: number
  start: number
}

/** A stretch of a month that is fetched in one go. */
export interface AlbumPage {
  month: string
  /** Its first photo, within the month and within the whole. */
  from: number
  start: number
}

export const pageSize = 60

export const monthOf = (day: Day): string => day.slice(0, 7)

/** The days with their places, newest first. */
export function placed(days: readonly Omit<AlbumDay, 'start'>[]): AlbumDay[] {
  let start = 0
  return days.map(({ day, photos, videos }) => {
    start += photos
    return { day, photos, videos, start: start - photos }
  })
}

/** The months of some days, newest first. */
export function monthsOf(days: readonly AlbumDay[]): AlbumMonth[] {
  const months: AlbumMonth[] = []
  for (const { day, photos, videos, start } of days) {
    const last = months.at(-1)
    if (last?.month === monthOf(day)) {
      last.photos += photos
      last.videos += videos
    } else months.push({ month: monthOf(day), photos, videos, start })
  }
  return months
}

/** The pages that hold the photos of some places, the last one excluded. */
export const pagesFor = (months: readonly AlbumMonth[], first: number, end: number): AlbumPage[] =>
  months
    .filter(({ start, photos }) => start < end && start + photos > first)
    .flatMap(({ month, start, photos }) =>
      Array.from({ length: Math.ceil(photos / pageSize) }, (_, n) => ({
        month,
        from: n * pageSize,
        start: start + n * pageSize,
        end: start + Math.min(photos, (n + 1) * pageSize),
      })).filter((page) => page.start < end && page.end > first),
    )

/** A day with this many photos begins with a large one, which takes the place of four. */
const beginsLarge = 5
export const isLarge = (photos: number, nr: number): boolean => nr === 0 && photos >= beginsLarge

/** How many rows of tiles a day takes. */
export const rowsOf = (photos: number, columns: number): number =>
  photos < beginsLarge ? Math.ceil(photos / columns) : Math.max(2, Math.ceil((photos + 3) / columns))
