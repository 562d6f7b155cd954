import { type JSX, Show } from 'solid-js'
import type { AbsenceRule, AbsenceRules } from '../../backend/contract/absence-rules.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { createKeptList } from '../office/kept-list.ts'
import { Loaded } from '../office/loaded.tsx'
import { UndoOffer } from '../office/undo-offer.tsx'
import { timeOf } from '../planning/hours.ts'
import { createIntent } from '../planning/intent.ts'
import { longDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { Chip } from '../ui/chip.tsx'
import { check } from '../ui/icons.ts'
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
                      <li class="flex min-h-14 items-center justify-between gap-x-3 huge:flex-wrap border-b border-hairline px-4 py-2 last:border-b-0">
                        <div class="min-w-0">
                          <p class="font-strong wrap-anywhere">
                            {t(`absenceRules.care.${rule().careType}`)}, {cutOff(rule())}
                          </p>
                          <p class="text-sm text-pretty text-muted tabular-nums">
                            {t('absenceRules.from', words(rule().startsOn))} ·{' '}
                            {list.nameOf(rule().locationId, t('absenceRules.everywhere'))} ·{' '}
                            {t(`absenceRules.credit.${rule().credit}`)}
                          </p>
                          <Show
                            when={holds(rule(), of().rules, of().today)}
                            fallback={
                              <Show when={rule().startsOn <= of().today}>
                                <p class="text-sm text-muted">{t('absenceRules.was')}</p>
                              </Show>
                            }
                          >
                            <p class="mt-1">
                              <Chip small tone="present" icon={check}>
                                {t('absenceRules.now')}
                              </Chip>
                            </p>
                          </Show>
                        </div>
                        <Show when={list.isMine(rule()) && rule().removable}>
                          <Button
                            kind="quiet"
                            class="shrink-0"
                            busy={list.busy() === rule().id}
                            disabled={list.busy() === rule().id}
                            aria-label={t(
                              'absenceRules.remove.of',
                              t(`absenceRules.care.${rule().careType}`),
                              words(rule().startsOn),
                            )}
                            onClick={() => takeAway(rule())}
                          >
                            {t('absenceRules.remove')}
                          </Button>
                        </Show>
                      </li>
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
