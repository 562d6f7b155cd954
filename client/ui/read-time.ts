const pattern = /^\s*(\d{1,2})\s*[:.]?\s*(\d{2})\s*$/

/** `13:45` from what people type: 1345, 13.45, 9:05. Null when it is no time. */
export function readTime(typed: string): string | null {
  const [, hours = '', minutes = ''] = pattern.exec(typed) ?? []
  const valid = hours !== '' && Number(hours) < 24 && Number(minutes) < 60
  return valid ? `${hours.padStart(2, '0')}:${minutes}` : null
}
