import { createSignal, type JSX, Show } from 'solid-js'
import type { StaffJournal } from '../../backend/contract/journal.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { moment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { HistoryList } from '../ui/history-list.tsx'
import { history, pencil, trash } from '../ui/icons.ts'

/** What stands in the journal of a group, for those who write it: correcting, removing, and what it said before. */
export function JournalEntry(props: {
  one: StaffJournal
  title: string
  /** While it is corrected. */
  form: (() => JSX.Element) | undefined
  onChange: () => void
  onRemove: () => void
}): JSX.Element {
  const t = useT('journal')
  const [open, setOpen] = createSignal(false)
  return (
    <Card as="article" class="px-4 pt-3 pb-2">
      <h3 class="font-strong first-letter:uppercase wrap-anywhere">{props.title}</h3>
      <Show when={!props.form} fallback={<div class="py-3">{props.form?.()}</div>}>
        <Show when={props.one.title}>
          <p class="mt-1 font-strong wrap-anywhere">{props.one.title}</p>
        </Show>
        <p class="mt-1 text-pretty wrap-anywhere whitespace-pre-wrap">{props.one.text}</p>
        <p class="mt-2 text-sm text-pretty wrap-anywhere text-muted">
          {t('journal.writtenBy', props.one.author, moment(props.one.postedAt, language()))}
          <Show when={props.one.edited}>
            {(edited) => <>; {t('journal.editedBy', edited().name, moment(edited().at, language()))}</>}
          </Show>
        </p>
        <div class="-ml-3 flex flex-wrap">
          <Button kind="quiet" icon={pencil} aria-label={t('journal.change.of', props.title)} onClick={props.onChange}>
            {t('journal.change')}
          </Button>
          <Button kind="quiet" icon={trash} aria-label={t('journal.remove.of', props.title)} onClick={props.onRemove}>
            {t('journal.remove')}
          </Button>
          <Show when={props.one.edited}>
            <Button
              kind="quiet"
              icon={history}
              aria-expanded={open()}
              aria-label={t('journal.history.of', props.title)}
              onClick={() => setOpen(!open())}
            >
              {t('journal.history')}
            </Button>
          </Show>
        </div>
        <Show when={open()}>
          <HistoryList
            fetch={() =>
              call('journalHistory', { params: { journalId: props.one.id } }).then(({ revisions }) => revisions)
            }
            changed={String(props.one.version)}
            loading={t('journal.history.loading')}
            class="py-2 text-sm"
          >
            {(earlier) => (
              <>
                <p class="text-muted">{t('journal.history.by', earlier.name, moment(earlier.at, language()))}</p>
                <p class="font-strong">{earlier.title}</p>
                <p class="whitespace-pre-wrap">{earlier.text}</p>
              </>
            )}
          </HistoryList>
        </Show>
      </Show>
    </Card>
  )
}
