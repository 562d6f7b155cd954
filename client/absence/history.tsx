import { type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { moment } from '../time.ts'
import { HistoryList } from '../ui/history-list.tsx'
import { useAbsenceWords } from './absence-words.ts'

/** What was done with an absence, oldest first; fetched again when something is `changed`. */
export function History(props: { absenceId: Id; changed: string }): JSX.Element {
  const t = useT('absence')
  const words = useAbsenceWords()
  const fetch = () =>
    call('absenceHistory', { params: { absenceId: props.absenceId } }).then(({ revisions }) => revisions)
  return (
    <HistoryList fetch={fetch} changed={props.changed} loading={t('absence.history.loading')} class="py-2 text-sm">
      {(one) => (
        <>
          <p>
            <span class="font-strong">{t(`absence.history.${one.done}`, one.name)}</span>{' '}
            <span class="text-muted tabular-nums">{moment(one.at, language())}</span>
          </p>
          <Show when={one.done !== 'seen'}>
            <p class="text-muted tabular-nums">
              {words.reason(one.reason)}, {words.when(one)}
              <Show when={one.note}> · {one.note}</Show>
            </p>
          </Show>
        </>
      )}
    </HistoryList>
  )
}
