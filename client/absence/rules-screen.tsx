import { type JSX, Show } from 'solid-js'
import type { AbsenceRule, AbsenceRules } from '../../backend/contract/absence-rules.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { createKeptList } from '../office/kept-list.ts'
import { KeptRow } from '../office/kept-row.tsx'
import { Loaded } from '../office/loaded.tsx'
import { UndoOffer } from '../office/undo-offer.tsx'
import { timeOf } from '../planning/hours.ts'
import { createIntent } from '../planning/intent.ts'
import { longDay } from '../time.ts'
import { Calm } from '../ui/calm.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { addRule, type Meant, RuleForm } from './rule-form.tsx'

/** Does a rule hold on a day: the last one of its care type and place that has begun. */
const holds = (rule: AbsenceRule, rules: readonly AbsenceRule[], day: Day): boolean =>
  rule.id ===
  rules.findLast((one) => one.careType === rule.careType && one.locationId === rule.locationId && one.startsOn <= day)
    ?.id

/** Until when absences are to be reported, as it was, is and will be. */
export function Screen(): JSX.Element {
  const t = useT('office')
  const list = createKeptList<AbsenceRules>(() => call('absenceRules'))
  const standing = (rule: AbsenceRule, rules: readonly AbsenceRule[], day: Day) =>
    rule.startsOn > day
      ? undefined
      : holds(rule, rules, day)
        ? { now: true, words: t('absenceRules.now') }
        : { now: false, words: t('absenceRules.was') }
  const words = (day: Day) => longDay(day, language(), today())
  const cutOff = ({ cutOffMinute, daysBefore }: AbsenceRule) =>
    daysBefore === 0
      ? t('absenceRules.sameDay', timeOf(cutOffMinute))
      : t('absenceRules.before', timeOf(cutOffMinute), daysBefore)
  const remove = (ruleId: Id) => call('removeAbsenceRule', { params: { ruleId } })

  function takeAway(rule: AbsenceRule): void {
    const { id, removable: _, ...again } = rule
    const said = t('absenceRules.removed', t(`absenceRules.care.${rule.careType}`), words(rule.startsOn))
    void list.takeAway(
      rule,
      () => remove(id),
      said,
      () => addRule(createIntent(), again),
    )
  }
  const added = (next: AbsenceRules, id: Id, meant: Meant) => {
    const said = t('absenceRules.added', t(`absenceRules.care.${meant.careType}`), words(meant.startsOn))
    list.added(next, said, () => remove(id))
  }

  return (
    <main id="main" class="px-gutter pt-5 pb-24">
      <div class="max-w-timeline">
        <ScreenTitle>{t('absenceRules.title')}</ScreenTitle>
        <p class="mt-1 mb-4 text-sm text-pretty text-muted">{t('absenceRules.intro')}</p>
        <Loaded
          value={list.all()}
          error={list.error()}
          failed={t('absenceRules.failed')}
          onRetry={() => void list.load()}
        >
          {(of) => (
            <>
              <RuleForm locations={of().locations} onAdded={added} />
              <Show
                when={of().rules.length > 0}
                fallback={
                  <Calm drawing="book" title={t('absenceRules.none')}>
                    <p>{t('absenceRules.none.text')}</p>
                  </Calm>
                }
              >
                <ul class="mt-4 overflow-hidden rounded-card border border-hairline bg-surface">
                  <Keyed each={of().rules} by={({ id }) => id}>
                    {(rule) => (
                      <KeptRow
                        holds={standing(rule(), of().rules, of().today)}
                        remove={
                          list.isMine(rule()) && rule().removable
                            ? {
                                words: t('absenceRules.remove'),
                                name: t(
                                  'absenceRules.remove.of',
                                  t(`absenceRules.care.${rule().careType}`),
                                  words(rule().startsOn),
                                ),
                                busy: list.busy() === rule().id,
                                onRemove: () => takeAway(rule()),
                              }
                            : undefined
                        }
                      >
                        <p class="font-strong wrap-anywhere">
                          {t(`absenceRules.care.${rule().careType}`)}, {cutOff(rule())}
                        </p>
                        <p class="text-sm text-pretty text-muted tabular-nums">
                          {t('absenceRules.from', words(rule().startsOn))} ·{' '}
                          {list.nameOf(rule().locationId, t('absenceRules.everywhere'))} ·{' '}
                          {t(`absenceRules.credit.${rule().credit}`)}
                        </p>
                      </KeptRow>
                    )}
                  </Keyed>
                </ul>
              </Show>
            </>
          )}
        </Loaded>
      </div>
      <UndoOffer of={list.undo} />
    </main>
  )
}
