import readExif from 'exif-reader'

/**
 * When the shutter was released by the camera's clock: `YYYY-MM-DDTHH:MM:SS`, with `+HH:MM` where the camera wrote it.
 * Null without such a time, or with one that no calendar has.
 */
export function takenAtOf(exif: Buffer | undefined): string | null {
  if (!exif) return null
  try {
    const { Photo } = readExif(exif)
    const original = timeIn(exif, Photo?.DateTimeOriginal)
    if (original) return original + offsetIn(Photo?.OffsetTimeOriginal)
    const digitized = timeIn(exif, Photo?.DateTimeDigitized)
    return digitized && digitized + offsetIn(Photo?.OffsetTimeDigitized)
  } catch {
    return null
  }
}

function timeIn(exif: Buffer, time: unknown): string | null {
  if (!(time instanceof Date) || Number.isNaN(time.getTime())) return null
  const iso = time.toISOString().slice(0, 19)
  // The library makes 2 March of 31 February; what it made must be what was written.
  return exif.includes(iso.replaceAll('-', ':').replace('T', ' '), 0, 'latin1') ? iso : null
}

function offsetIn(offset: unknown): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)\s*$/.exec(typeof offset === 'string' ? offset : '') ?? []
  if (!sign || Number(hours) > 14 || Number(minutes) > 59) return ''
  return `${sign}${hours}:${minutes}`
}
