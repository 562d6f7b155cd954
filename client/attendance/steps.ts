import { v7 } from 'uuid'
import { mostStaff } from '../../backend/contract/attendance-limits.ts'
import type { Escort } from '../../backend/contract/stay.ts'
import type { Id } from '../../backend/contract/values.ts'
import { now } from '../clock.ts'
import { comers } from '../group/choice.ts'
import { useDesk } from '../group/desk.tsx'
import { useGroup } from '../group/group-day.tsx'
import { useStaffWork } from '../group/staff-work.tsx'
import { fetcherAmong } from '../handover/fetcher.ts'
import { language, useT } from '../locales/words.ts'
import { stayOf } from '../outbox-state.ts'
import { clock, listed } from '../time.ts'
import { announce } from '../ui/live-region.tsx'
import { type BoardStay, isHere } from './board.ts'

/** Of a stay that begins here the first version is this one. */
const first = 1

const instant = () => new Date(now()).toISOString()

/** What staff note with a tap: all of it waits in the outbox with its own time, so that it needs no connection. */
export function useSteps() {
  const t = useT('staff')
  const group = useGroup()
  const desk = useDesk()
  const { outbox } = useStaffWork()
  const callNames = (id: Id) => {
    const day = group.today()
    const child = day && comers(day).find((known) => known.id === id)
    return child ? { [id]: child.callName } : {}
  }
  const common = (id: Id) => ({ groupId: group.groupId, callNames: callNames(id) })
  const namesOf = (ids: readonly Id[]) =>
    listed(
      ids.flatMap((id) => Object.values(callNames(id))),
      language(),
    )
  const sendOf = (stayId: Id, kind: 'checkIn' | 'checkOut') =>
    outbox.sends().findLast((send) => send.work.kind === kind && stayOf(send) === stayId)

  /** Takes the last step back: what has not left this tablet goes, and of what may have the server hears that it was none. */
  function undo(stay: BoardStay, step: 'arrived' | 'left'): void {
    const sent = sendOf(stay.id, step === 'arrived' ? 'checkIn' : 'checkOut')
    for (const { id, state, work } of outbox.sends())
      if (work.kind === 'escorts' && work.stayId === stay.id && (state === 'waiting' || state === 'failed'))
        if (step === 'arrived' || 'fetchedBy' in work) outbox.discard(id)
    if (sent && (sent.state === 'waiting' || sent.state === 'failed')) {
      outbox.discard(sent.id)
      if (sent.attempts === 0) return
    }
    const known = group.today()?.stays.find(({ id }) => id === stay.id)
    const isKnown = known !== undefined && (known.leftAt !== null) === (step === 'left')
    const version = isKnown ? known.version : step === 'arrived' ? first : (known?.version ?? first) + 1
    const work = {
      stayId: stay.id,
      childId: stay.childId,
      version,
      step,
      sure: isKnown || sent?.state === 'sent',
      leftAt: stay.leftAt,
    }
    void outbox.add(v7(), { kind: 'undoStay', ...common(stay.childId), ...work })
  }

  function checkIn(ids: readonly Id[]): void {
    const at = instant()
    const coming = ids.filter((id) => !isHere(group.standings().get(id)))
    for (const childId of coming) {
      const children = [{ childId, stayId: v7(), at, broughtBy: null }]
      void outbox.add(v7(), { kind: 'checkIn', ...common(childId), body: { id: v7(), children } })
    }
    offer(coming, 'arrived', t('group.in.done', namesOf(coming), clock(at)))
  }

  /** Who was told to fetch it, where that is one of those who may. */
  function fetcherOf(id: Id): Escort | null {
    const told = group.today()?.handovers?.find(({ childId }) => childId === id)
    const child = group.today()?.children.find((known) => known.id === id)
    return told && child ? fetcherAmong(told.fetcher, child.escorts) : null
  }

  function checkOut(ids: readonly Id[]): void {
    const at = instant()
    const leaving = ids.filter((id) => isHere(group.standings().get(id)))
    for (const childId of leaving) {
      const stay = group.standings().get(childId)?.stay
      if (!stay) continue
      const { id: stayId, version } = stay
      const fetcher = fetcherOf(childId)
      const fetchedBy = fetcher && { kind: fetcher.kind, id: fetcher.id }
      const body = { id: v7(), children: [{ childId, stayId, at, fetchedBy }] }
      void outbox.add(v7(), { kind: 'checkOut', ...common(childId), stayId, childId, version, body })
    }
    offer(leaving, 'left', t('group.out.done', namesOf(leaving), clock(at)))
  }

  /** Says what was done, and offers the way back. */
  function offer(ids: readonly Id[], step: 'arrived' | 'left', words: string): void {
    if (ids.length === 0) return
    const done = ids.flatMap((id) => group.standings().get(id)?.stay ?? [])
    announce(words)
    desk.undoable(words, () => {
      announce(t('group.step.undone', words))
      for (const stay of done) undo(group.stays().find(({ id }) => id === stay.id) ?? stay, step)
    })
  }

  /** Takes one step back and says so. */
  function takeBack(stay: BoardStay, step: 'arrived' | 'left', at: string): void {
    const words = t(step === 'arrived' ? 'group.in.done' : 'group.out.done', namesOf([stay.childId]), clock(at))
    undo(stay, step)
    announce(t('group.step.undone', words))
  }

  function setEscort(stay: BoardStay, which: 'broughtBy' | 'fetchedBy', escort: Escort | null): void {
    const choice = escort && { kind: escort.kind, id: escort.id }
    const id = v7()
    const work = { stayId: stay.id, childId: stay.childId, version: stay.version, body: { id, [which]: choice } }
    void outbox.add(id, { kind: 'escorts', ...common(stay.childId), ...work, [which]: escort })
  }

  function setStaff(staff: number): void {
    if (staff < 0 || staff > mostStaff) return
    const id = v7()
    void outbox.add(id, { kind: 'staffing', groupId: group.groupId, callNames: {}, body: { id, staff, at: instant() } })
  }

  return { checkIn, checkOut, takeBack, setEscort, setStaff }
}
