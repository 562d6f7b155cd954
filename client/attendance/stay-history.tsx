import { type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { clock, dayOf, moment } from '../time.ts'
import { HistoryList } from '../ui/history-list.tsx'

/** What was done with a stay, oldest first; fetched again when something is `changed`. */
export function StayHistory(props: { stayId: Id; changed: string }): JSX.Element {
  const t = useT('attendance')
  const fetch = () => call('stayHistory', { params: { stayId: props.stayId } }).then(({ revisions }) => revisions)
  const at = (when: string, beside: string) =>
    dayOf(when) === dayOf(beside) ? clock(when, language()) : moment(when, language())
  return (
    <HistoryList fetch={fetch} changed={props.changed} loading={t('stay.history.loading')} class="mt-3 pt-2">
      {(one) => (
        <>
          <p>
            <span class="font-strong">{t(`stay.done.${one.done}`, one.name)}</span>{' '}
            <span class="text-muted tabular-nums">{moment(one.at, language())}</span>
          </p>
          <p class="text-muted tabular-nums">
            {one.leftAt
              ? t('stay.span', at(one.arrivedAt, one.at), at(one.leftAt, one.at))
              : t('stay.since', at(one.arrivedAt, one.at))}
            <Show when={one.broughtBy}>{(name) => <>, {t('stay.history.brought', name())}</>}</Show>
            <Show when={one.fetchedBy}>{(name) => <>, {t('stay.history.fetched', name())}</>}</Show>
            <Show when={one.reason}>{(reason) => <> · {reason()}</>}</Show>
          </p>
        </>
      )}
    </HistoryList>
  )
}
