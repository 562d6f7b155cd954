import { absencesAfter, absencesOn } from '../absence/queries.ts'
import { openActionsOf } from '../action/queries.ts'
import { allergiesIn } from '../allergy/queries.ts'
import { careTypesIn, escortsOf, ratiosOn, staffingOn, staysOn } from '../attendance/queries.ts'
import { noteReads } from '../child-reads.ts'
import { dayOf } from '../contract/clock.ts'
import { expectedOn } from '../contract/expected.ts'
import * as contract from '../contract/group.ts'
import { timeZone } from '../day.ts'
import { entriesOfDay, staffEntry } from '../diary/queries.ts'
import { Refusal } from '../errors.ts'
import { handoversOn, takenBackOn } from '../handover/queries.ts'
import { headsOf } from '../heads.ts'
import { route, type Surroundings } from '../http.ts'
import { mentorsSeen } from '../location/queries.ts'
import { cardsOfDay, keptOf, reportedCards, staffPhotos } from '../photo/queries.ts'
import { closingsIn, plansIn } from '../planning/queries.ts'
import { childrenOf, groupFor, groupsOf, stayingIn } from './queries.ts'

/** Mounts the groups of a carer and their days. */
export function groupRoutes(to: Surroundings): void {
  route(to, contract.groups, async (tx) => ({ groups: await groupsOf(tx, dayOf(tx.now, timeZone)) }))
  route(to, contract.groupDay, async (tx, { params, query }) => {
    const today = dayOf(tx.now, timeZone)
    const day = query.day ?? today
    // Who works in the group today may look back; changing what stands there needs the day itself, once it has come.
    const group = await groupFor(tx, params.groupId, today)
    const [children, plans, closings, entries, cards, reported, heads, careTypes, staffing, ratios, mayEdit] =
      await Promise.all([
        childrenOf(tx, group.id, day),
        plansIn(tx, group.id, day, day),
        closingsIn(tx, group.locationId, day, day),
        entriesOfDay(tx, group.id, day),
        cardsOfDay(tx, group.id, day),
        reportedCards(tx, group.id, today),
        headsOf(tx),
        careTypesIn(tx, group.id, day),
        staffingOn(tx, group.id, day),
        ratiosOn(tx, day),
        groupFor(tx, group.id, day).then(
          () => day <= today,
          (error: unknown) => {
            if (error instanceof Refusal) return false
            throw error
          },
        ),
      ])
    const ids = children.map(({ id }) => id)
    const [absences, coming, actions, handovers, back, stays, mentors] = await Promise.all([
      absencesOn(tx, ids, day),
      absencesAfter(tx, ids, day),
      openActionsOf(tx, ids),
      handoversOn(tx, ids, day),
      takenBackOn(tx, ids, day),
      staysOn(tx, group.id, ids, day),
      mentorsSeen(tx, ids),
    ])
    const placed = new Set(ids)
    const stayingIds = stays.flatMap(({ childId }) => (placed.has(childId) ? [] : [childId]))
    const [staying, escorts, allergies] = await Promise.all([
      stayingIn(tx, group.id, day, stayingIds),
      escortsOf(tx, [...ids, ...stayingIds]),
      allergiesIn(tx, [...ids, ...stayingIds]),
    ])
    // Also who is no longer placed there, but of whom something stands.
    const others = [...entries, ...cards, ...reported].map((item) => item.child_id)
    const shown = [...ids, ...others, ...stays.map(({ childId }) => childId)]
    await noteReads(tx, shown, 'group_day', day)
    const planOf = new Map(plans.map(({ id, plan }) => [id, plan]))
    const written = new Set(entries.map((entry) => entry.child_id))
    return {
      group,
      day,
      closings,
      absences,
      coming,
      handovers,
      takenBack: back,
      actions,
      mayEdit,
      children: children.map((child) => ({
        id: child.id,
        callName: child.call_name,
        surname: child.surname,
        birthDate: child.birth_date,
        consents: { diary: child.diary, photos: child.photos },
        hasEntry: written.has(child.id),
        expected: expectedOn(planOf.get(child.id)!, group.id, day),
        careType: careTypes.get(child.id) ?? null,
        escorts: escorts.get(child.id) ?? [],
        allergies: allergies.get(child.id) ?? [],
        mentor: mentors.get(child.id) ?? null,
      })),
      staying: staying.map((child) => ({
        id: child.id,
        callName: child.call_name,
        surname: child.surname,
        birthDate: child.birth_date,
        placedUntil: child.placed_until,
        careType: child.care_type,
        escorts: escorts.get(child.id) ?? [],
        allergies: allergies.get(child.id) ?? [],
      })),
      stays,
      staffing,
      ratios,
      entries: entries.map(staffEntry),
      photos: cards.map(staffPhotos),
      reported: reported.map(staffPhotos),
      keeps: await keptOf(tx, reported),
      heads,
    }
  })
}
