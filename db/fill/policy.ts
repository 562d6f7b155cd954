import { added, type Filling } from '../filling.ts'

export interface NewPolicy {
  kind: 'privacy' | 'terms'
  version: number
  text: { nl: string; en: string }
  summary: { nl: string; en: string }
  reworded?: ('diary' | 'photos')[]
  effectiveOn: string
  publishedAt: Date | string
  publishedById?: string
  /** When everybody was told; absent for what is still to be announced. */
  announcedAt?: Date | string
}

/** A version of the privacy statement or the terms. */
export const policy = (filling: Filling, given: NewPolicy): string =>
  added(filling, 'policy', {
    kind: given.kind,
    version: given.version,
    text_nl: given.text.nl,
    text_en: given.text.en,
    summary_nl: given.summary.nl,
    summary_en: given.summary.en,
    reworded: given.reworded ?? [],
    effective_on: given.effectiveOn,
    published_at: given.publishedAt,
    published_by_id: given.publishedById ?? null,
    announced_at: given.announcedAt ?? null,
  })

/** Somebody saw a version. */
export const policyView = (
  filling: Filling,
  policyId: string,
  personId: string,
  at: Date | string,
  language: 'nl' | 'en' = 'nl',
): string => added(filling, 'policy_view', { policy_id: policyId, person_id: personId, at, language })
