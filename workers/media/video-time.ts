/** Before this, clocks stood where they are made to stand; films of phones are younger. */
const earliest = Date.UTC(2000, 0, 2)
const day = 86_400_000

/**
 * When a film was taken, by what stands in its header: as Apple's phones write it, which stays when the film is exported, else when
 * the file was begun. Null without such a time, or with one that cannot be.
 */
export function videoTime(tags: Record<string, string>): Date | null {
  const said = [tags['com.apple.quicktime.creationdate'], tags.creation_time]
  return said.map(instantOf).find((instant) => instant !== null) ?? null
}

function instantOf(said = ''): Date | null {
  const [, time, zone, hours, minutes] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|([+-]\d\d):?(\d\d))$/.exec(said) ?? []
  if (!time || !zone) return null
  const instant = new Date(zone === 'Z' ? `${time}Z` : `${time}${hours}:${minutes}`)
  const at = instant.getTime()
  return at >= earliest && at <= Date.now() + day ? instant : null
}
