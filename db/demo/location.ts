import { dayOf } from '../../backend/contract/clock.ts'
import { weekdayOf } from '../../backend/contract/expected.ts'
import * as fillChild from '../fill/child.ts'
import * as fillPlanning from '../fill/planning.ts'
import type { Filling } from '../filling.ts'

const mentors: Record<string, readonly string[]> = {
  Anouk: ['Noor', 'Aya', 'Daan', 'Elin', 'Moos'],
  Samira: ['Bram', 'Liv', 'Mila', 'Saar', 'Yusuf'],
  Joris: ['Sam', 'Tess'],
}

const houseRules = `Halen en brengen
Breng je kind tussen half acht en half tien. Haalt iemand anders op dan wij kennen? Laat het ons dan van tevoren weten.

Eten en drinken
Wij zorgen voor fruit, brood en drinken. Trakteren mag; liever iets dat niet van suiker is.

Ziek
Bij koorts boven de 38,5 bellen we. Meld je kind ziek in de app, voor negen uur.

Binnen
Schoenen uit in de hal. Leg een setje reservekleren in het mandje van je kind.`

/** What the location tells of itself, and the mentors of most children. */
export function addLocation(
  filling: Filling,
  children: readonly { id: string; callName: string }[],
  people: ReadonlyMap<string, string>,
  locationId: string,
  now: Date,
): void {
  // As the children’s weeks have it: today is a day of care.
  const today = weekdayOf(dayOf(now, 'Europe/Amsterdam'))
  const open = Array.from({ length: 7 }, (_, n) => n < 5 || n === today)
  fillPlanning.locationInfo(filling, locationId, {
    street: 'Kastanjelaan 12',
    postalCode: '3571 AB',
    city: 'Utrecht',
    phone: '030 555 01 23',
    email: 'kastanjelaan@demo.example',
    fromMinutes: open.map((isOpen) => (isOpen ? 450 : null)),
    untilMinutes: open.map((isOpen, n) => (isOpen ? (n === 4 ? 1080 : 1110) : null)),
    houseRules,
    by: people.get('Marieke')!,
    at: new Date(now.getTime() - 20 * 86_400_000),
  })
  for (const [name, theirs] of Object.entries(mentors))
    for (const child of children)
      if (theirs.includes(child.callName))
        fillChild.mentor(filling, child.id, people.get(name)!, new Date(`${filling.since}T09:00:00Z`))
}
