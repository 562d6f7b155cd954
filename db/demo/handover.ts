import { Temporal } from 'temporal-polyfill'
import * as fillChild from '../fill/child.ts'
import { handover } from '../fill/handover.ts'
import type { Filling } from '../filling.ts'
import { comesOn } from './planning.ts'

/** What some families told this morning: the group has seen the one, and not yet the other. */
export function addHandovers(
  filling: Filling,
  children: readonly { id: string; callName: string; guardians: string[] }[],
  people: ReadonlyMap<string, string>,
  today: string,
  now: Date,
): void {
  const by = (firstName: string) => ({ id: people.get(firstName)!, firstName })
  const early = (time: string) =>
    new Date(
      Math.min(
        Temporal.PlainDateTime.from(`${today}T${time}`).toZonedDateTime('Europe/Amsterdam').epochMilliseconds,
        now.getTime(),
      ),
    )
  const coming = children.filter(
    ({ id, callName }) =>
      comesOn(callName, today, today) && filling.channels.get(fillChild.channelOf(id, 'diary'))?.open === true,
  )
  const told = [
    ...coming.filter(({ callName }) => callName === 'Noor'),
    ...coming.filter(({ callName }) => callName !== 'Noor'),
  ]
  const [first, second] = told
  if (first) {
    const [guardian] = first.guardians
    handover(filling, {
      childId: first.id,
      day: today,
      by: by(guardian!),
      at: early('06:55'),
      seen: { ...by('Anouk'), at: early('07:40') },
      said: {
        night: 'short',
        slept: { from: 1350, until: 310 },
        meal: { what: 'Fles, 150 ml', at: 405 },
        mood: 'tired',
        fetcher: { kind: 'other', name: 'Oma Truus', personId: null },
        note: 'Tandjes komen door. Haar doek zit in de tas.',
      },
    })
  }
  if (second) {
    const [guardian] = second.guardians
    handover(filling, {
      childId: second.id,
      day: today,
      by: by(guardian!),
      at: early('07:05'),
      said: {
        night: 'good',
        meal: { what: 'Boterham met kaas', at: 420 },
        medicine: { what: 'Paracetamol', dose: '120 mg', at: 390 },
        fetcher: { kind: 'guardian', name: guardian!, personId: people.get(guardian!)! },
      },
    })
  }
}
