import { For, type JSX, Show } from 'solid-js'
import type { RatioRule, RatioRules } from '../../backend/contract/ratio-rules.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { createKeptList } from '../office/kept-list.ts'
import { KeptRow } from '../office/kept-row.tsx'
import { Loaded } from '../office/loaded.tsx'
import { UndoOffer } from '../office/undo-offer.tsx'
import { createIntent } from '../planning/intent.ts'
import { session } from '../session.ts'
import { longDay } from '../time.ts'
import { Calm } from '../ui/calm.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { addRatioRule, type MeantRatio, RatioRuleForm } from './ratio-rule-form.tsx'

/** It is of the whole organisation: no location has its own. */
const everywhere = (rules: RatioRules) => ({ ...rules, locations: [] })

const holds = (rule: RatioRule, rules: readonly RatioRule[], day: Day): boolean =>
  rule.id === rules.findLast((one) => one.careType === rule.careType && one.startsOn <= day)?.id

/** How many children one member of staff cares for by age, as it was, is and will be. */
export function Screen(): JSX.Element {
  const t = useT('office')
  const list = createKeptList(() => call('ratioRules').then(everywhere))
  const standing = (rule: RatioRule, rules: readonly RatioRule[], day: Day) =>
    rule.startsOn > day
      ? undefined
      : holds(rule, rules, day)
        ? { now: true, words: t('ratioRules.now') }
        : { now: false, words: t('ratioRules.was') }
  const words = (day: Day) => longDay(day, language(), today())
  const mayChange = () => {
    const who = session()
    return who.state === 'person' && who.role === 'administration'
  }
  const remove = (ruleId: Id) => call('removeRatioRule', { params: { ruleId } }).then(everywhere)
  function takeAway(rule: RatioRule): void {
    const { id, removable: _, ...again } = rule
    const said = t('ratioRules.removed', t(`ratioRules.care.${rule.careType}`), words(rule.startsOn))
    void list.takeAway(
      { id, locationId: null },
      () => remove(id),
      said,
      () => addRatioRule(createIntent(), again).then(everywhere),
    )
  }
  const added = (next: RatioRules, id: Id, meant: MeantRatio) => {
    const said = t('ratioRules.added', t(`ratioRules.care.${meant.careType}`), words(meant.startsOn))
    list.added(everywhere(next), said, () => remove(id))
  }
  const ages = ({ fromAge, untilAge }: RatioRule['bands'][number]) =>
    untilAge - fromAge === 1 ? t('ratioRules.age', String(fromAge)) : t('ratioRules.age', `${fromAge}–${untilAge - 1}`)
  return (
    <main id="main" class="px-gutter pt-5 pb-24">
      <div class="max-w-timeline">
        <ScreenTitle>{t('ratioRules.title')}</ScreenTitle>
        <p class="mt-1 mb-4 text-sm text-pretty text-muted">{t('ratioRules.intro')}</p>
        <Loaded
          value={list.all()}
          error={list.error()}
          failed={t('ratioRules.failed')}
          onRetry={() => void list.load()}
        >
          {(of) => (
            <>
              <Show when={mayChange()}>
                <RatioRuleForm rules={of().rules} onAdded={added} />
              </Show>
              <Show
                when={of().rules.length > 0}
                fallback={
                  <Calm drawing="book" title={t('ratioRules.none')}>
                    <p>{t('ratioRules.none.text')}</p>
                  </Calm>
                }
              >
                <ul class="mt-4 overflow-hidden rounded-card border border-hairline bg-surface">
                  <Keyed each={of().rules} by={({ id }) => id}>
                    {(rule) => (
                      <KeptRow
                        holds={standing(rule(), of().rules, of().today)}
                        remove={
                          mayChange() && rule().removable
                            ? {
                                words: t('ratioRules.remove'),
                                name: t(
                                  'ratioRules.remove.of',
                                  t(`ratioRules.care.${rule().careType}`),
                                  words(rule().startsOn),
                                ),
                                busy: list.busy() === rule().id,
                                onRemove: () => takeAway(rule()),
                              }
                            : undefined
                        }
                      >
                        <p class="font-strong wrap-anywhere">
                          {t('ratioRules.from', t(`ratioRules.care.${rule().careType}`), words(rule().startsOn))}
                        </p>
                        <ul class="text-sm text-muted tabular-nums">
                          <For each={rule().bands}>
                            {(band) => <li>{t('ratioRules.band', ages(band), band.childrenPerStaff)}</li>}
                          </For>
                        </ul>
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
