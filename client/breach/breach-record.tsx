import { For, type JSX, Show } from 'solid-js'
import type { Breach } from '../../backend/contract/breach.ts'
import type { Id } from '../../backend/contract/values.ts'
import { createLoaded } from '../administration/loaded.tsx'
import { ScreenTop } from '../administration/screen-top.tsx'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { Loaded } from '../office/loaded.tsx'
import { ReaderList } from '../photo/reader-list.tsx'
import { moment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { printer } from '../ui/icons.ts'
import { printInLight } from '../ui/print-in-light.ts'
import { BreachAccount } from './breach-account.tsx'
import { BreachClock } from './breach-clock.tsx'
import { BreachState } from './breach-state.tsx'
import { Reports, Tags } from './recalled-facts.tsx'

/** One breach: what was recalled, who had it, and what is written about it. */
export function BreachRecord(props: { breachId: Id; person: Id }): JSX.Element {
  const t = useT('office')
  const loaded = createLoaded(
    () => props.breachId,
    async (breachId) => (await call('breachRecord', { params: { breachId } })).breach,
  )
  printInLight()
  return (
    <main id="main" class="max-w-4xl px-gutter pt-5 pb-10">
      <Loaded
        value={loaded.value()}
        error={loaded.error()}
        failed={t('breach.record.failed')}
        onRetry={() => void loaded.load()}
      >
        {(breach) => <Whole breach={breach()} person={props.person} put={loaded.put} />}
      </Loaded>
    </main>
  )
}

function Whole(props: { breach: Breach; person: Id; put: (next: Breach) => void }): JSX.Element {
  const t = useT('office')
  const facts = () => [
    {
      name: t(props.breach.kind === 'message' ? 'breach.fact.sent' : 'breach.fact.posted'),
      value: moment(props.breach.postedAt, language()),
    },
    {
      name: t('breach.fact.recalled'),
      value: t('breach.by', moment(props.breach.recalledAt, language()), props.breach.recalledBy),
    },
    {
      name: t('breach.fact.aware'),
      value: t(
        props.breach.awareAt < props.breach.recalledAt ? 'breach.aware.report' : 'breach.aware.recall',
        moment(props.breach.awareAt, language()),
      ),
    },
    ...(props.breach.tags.length === 0
      ? [
          {
            name: t('breach.fact.children'),
            value: t(props.breach.kind === 'message' ? 'breach.about' : 'breach.children', props.breach.children),
          },
        ]
      : []),
    { name: t('breach.fact.reason'), value: props.breach.reason.trim() || t('breach.noReason') },
  ]
  return (
    <>
      <ScreenTop
        title={t('breach.inGroup', props.breach.group)}
        back="/office/breaches"
        actions={
          <Button icon={printer} class="print:hidden" onClick={() => window.print()}>
            {t('breach.print')}
          </Button>
        }
      >
        <div class="mt-2 flex flex-wrap items-center gap-2">
          <BreachState state={props.breach.state} />
          <BreachClock
            awareAt={props.breach.awareAt}
            state={props.breach.state}
            toldOn={props.breach.account.authorityToldOn}
          />
        </div>
      </ScreenTop>
      <div class="grid grid-cols-[minmax(0,1fr)] gap-4">
        <p class="max-w-text text-sm text-pretty text-muted">{t('breach.rule')}</p>
        <Card as="section" class="p-4" aria-labelledby="breach-facts">
          <h2 id="breach-facts" class="text-lg font-strong">
            {t('breach.facts')}
          </h2>
          <dl class="mt-3 grid gap-x-6 gap-y-3 rail:grid-cols-2">
            <For each={facts()}>
              {({ name, value }) => (
                <div class="min-w-0">
                  <dt class="text-sm text-muted">{name}</dt>
                  <dd class="wrap-anywhere whitespace-pre-wrap tabular-nums">{value}</dd>
                </div>
              )}
            </For>
          </dl>
          <Tags tags={props.breach.tags} />
          <Reports reports={props.breach.reports} />
        </Card>
        <Card as="section" class="p-4" aria-labelledby="breach-who">
          <h2 id="breach-who" class="text-lg font-strong">
            {t('breach.who')}
          </h2>
          <p class="mt-1 text-sm text-pretty text-muted">{t('breach.who.text')}</p>
          <div class="mt-3">
            <Show when={props.breach.who.length > 0} fallback={<p>{t('breach.who.nobody')}</p>}>
              <ReaderList
                readers={props.breach.who}
                label={t('breach.who')}
                words={
                  props.breach.kind === 'message'
                    ? { seen: t('breach.who.read'), opened: t('breach.who.opened') }
                    : undefined
                }
              />
            </Show>
          </div>
        </Card>
        <BreachAccount breach={props.breach} person={props.person} put={props.put} />
      </div>
    </>
  )
}
