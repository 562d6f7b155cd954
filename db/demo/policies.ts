import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayOf } from '../../backend/contract/clock.ts'
import * as fillPolicy from '../fill/policy.ts'
import type { Filling } from '../filling.ts'

const text = (name: string) => {
  const read = (language: string) =>
    readFileSync(join(import.meta.dirname, 'policies', `${name}.${language}.md`), 'utf8')
  return { nl: read('nl'), en: read('en') }
}
const ahead = 20

/** The privacy statement and the terms, which everybody has seen, and a second privacy statement that was announced. */
export function addPolicies(filling: Filling, people: Iterable<string>, publishedById: string, now: Date): void {
  const first = `${filling.since}T08:00:00Z`
  const since = { effectiveOn: filling.since, publishedAt: first, announcedAt: first, version: 1 }
  const summary = { nl: 'De eerste versie.', en: 'The first version.' }
  const inForce = [
    fillPolicy.policy(filling, { ...since, kind: 'privacy', text: text('privacy-1'), summary }),
    fillPolicy.policy(filling, { ...since, kind: 'terms', text: text('terms-1'), summary }),
  ]
  for (const person of people) for (const policy of inForce) fillPolicy.policyView(filling, policy, person, first)
  fillPolicy.policy(filling, {
    kind: 'privacy',
    version: 2,
    text: text('privacy-2'),
    summary: {
      nl: 'We schrijven erbij dat we plaats en toestel uit foto’s halen, en hoe we foto’s en video’s bewaren.',
      en: 'We add that we remove place and device from photos, and how we keep photos and videos.',
    },
    reworded: ['photos'],
    effectiveOn: dayOf(new Date(now.getTime() + ahead * 86_400_000), 'Europe/Amsterdam'),
    publishedAt: now,
    // Its mails were sent; at the first start the inbox shows what waits, an invitation.
    announcedAt: now,
    publishedById,
  })
}
