import { type Accessor, createMemo } from 'solid-js'
import type { GroupChild } from '../../../backend/contract/group.ts'
import { now } from '../../clock.ts'
import { minute } from '../../minute.ts'
import { online } from '../../ui/online.ts'
import { type AudienceState, askDiary, createAudience, knownAudience } from './audience.ts'
import { type Draft, onDayBefore, textFor } from './draft.ts'
import type { Refused } from './notes.tsx'
import { aboutMoment, isAboutNow, isAhead, momentsOfDraft, type Problem, problemsOf } from './post.ts'
import { namedElsewhere, refusedAmong } from './warnings.ts'

/** Everything that is looked at before a draft may go. */
export interface Checks {
  /** The chosen children, in the order of the group. */
  chosen: Accessor<readonly GroupChild[]>
  problems: Accessor<readonly Problem[]>
  refused: Accessor<readonly Refused[]>
  named: Accessor<readonly GroupChild[]>
  audience: Accessor<AudienceState>
  /** The draft a day earlier, when it speaks of what is still to come and would not then. */
  dayBefore: Accessor<Draft | null>
  /** May it go now. */
  ready: Accessor<boolean>
}

const askAgainAfter = 5 * 60_000

/** Looks at a draft with every change of it, of the group and of the time. */
export function createChecks(
  draft: Accessor<Draft>,
  children: Accessor<readonly GroupChild[]>,
  timeZone: string,
): Checks {
  const chosen = createMemo(() => children().filter(({ id }) => draft().childIds.includes(id)))
  const problems = createMemo(() => problemsOf(draft(), timeZone, minute()))
  const dayBefore = createMemo(() => {
    if (!problems().some(isAhead)) return null
    const earlier = onDayBefore(draft())
    return problemsOf(earlier, timeZone, minute()).some(isAhead) ? null : earlier
  })
  const consents = createMemo(() => JSON.stringify(chosen().map(({ consents }) => consents.diary)))
  /** When the consents on screen became so: a question about a moment before would miss one that was just granted. */
  const consentsAt = createMemo(() => {
    consents()
    return now()
  })
  const question = createMemo(() => {
    if (chosen().length === 0) return null
    const steady = Math.max(Math.floor(minute() / askAgainAfter) * askAgainAfter, consentsAt())
    if (problems().some(isAhead)) return null
    return {
      groupId: draft().groupId,
      aboutAt: aboutMoment(draft(), timeZone, steady).instant,
      childIds: chosen().map(({ id }) => id),
      moments: momentsOfDraft(draft(), timeZone),
    }
  })
  const audience = createAudience(question, online, consents, askDiary)
  const refused = createMemo(() => refusedAmong(chosen(), knownAudience(audience()), isAboutNow(draft(), timeZone)))
  const named = createMemo(() => namedElsewhere((childId) => textFor(draft(), childId), chosen()))
  return {
    chosen,
    problems,
    refused,
    named,
    audience,
    dayBefore,
    ready: () => problems().length === 0 && refused().length === 0,
  }
}
