const pattern = /^\s*(\d{1,2})\s*[:.]?\s*(\d{2})\s*$/

/** `13:45` from what people type: 1345, 13.45, 9:05. Null when it is no time. */
export function readTime(typed: string): string | null {
  const [, hours = '', minutes = ''] = pattern.exec(typed) ?? []
  const valid = hours !== '' && Number(hours) < 24 && Number(minutes) < 60
  return valid ? `${hours.padStart(2, '0')}:${minutes}` : null
}

/**
 * The next time on the clock that is a whole number of `step` minutes, later or, with a step below nothing, earlier: 21:24 becomes 21:25 or
 * 21:20. Goes on over midnight.
 */
export function stepped(time: string, step: number): string {
  const [hours = 0, rest = 0] = time.split(':').map(Number)
  const width = Math.abs(step)
  const at = (hours * 60 + rest) / width
  const next = (step > 0 ? Math.floor(at) + 1 : Math.ceil(at) - 1) * width
  const within = ((next % 1440) + 1440) % 1440
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}
