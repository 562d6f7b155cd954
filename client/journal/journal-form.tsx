import { createMemo, createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import { v7 } from 'uuid'
import type { StaffJournal } from '../../backend/contract/journal.ts'
import {
  journalAhead,
  journalBack,
  longestJournal,
  longestJournalTitle,
} from '../../backend/contract/journal-limits.ts'
import { type Named, namingsIn, wordsNaming } from '../../backend/contract/names.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { ApiError, call, outOfReach } from '../api.ts'
import { keepDraft, readDraft, removeDraft } from '../draft-shelf.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { createIntent } from '../planning/intent.ts'
import { daysAfter } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { CheckRow } from '../ui/check-row.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { CorrectionReaders, JournalReaders } from './journal-readers.tsx'

interface Said {
  title: string
  text: string
}
interface Draft extends Said {
  part: StaffJournal['part']
  day: Day
  /** The version that was being corrected; none where it is new. */
  base: number | null
}

/** Writes what the group did or is going to do, or corrects it. Names of children are pointed out before it goes. */
export function JournalForm(props: {
  person: Id
  groupId: Id
  children: readonly Named[]
  existing?: StaffJournal | undefined
  onDone: (journal: StaffJournal, isNew: boolean) => void
  onStale: () => void
  onCancel: () => void
}): JSX.Element {
  const t = useT('journal')
  const intent = createIntent()
  const newId = v7()
  const { existing } = props
  const shelf = () => (existing ? `journal ${existing.id}` : `journal ${props.groupId}`)
  const first: Draft = {
    title: existing?.title ?? '',
    text: existing?.text ?? '',
    part: existing?.part ?? 'done',
    day: existing?.day ?? today(),
    base: existing?.version ?? null,
  }
  const begun = readDraft<Partial<Draft>>(props.person, shelf())
  const [draft, setDraft] = createSignal<Draft>({ ...first, ...(begun && { base: null, ...begun }) })
  const part = () => draft().part
  const day = () => draft().day
  /** What stands, where it is another than what was being corrected. */
  const another = () => {
    const stands = props.existing
    return stands && stands.version !== draft().base ? stands : undefined
  }
  /** Which version that stands was shown beside what is written here. */
  const [shown, setShown] = createSignal(another()?.version)
  /** Of whom was said that they are not meant, by which words. */
  const [confirmed, setConfirmed] = createSignal<ReadonlyMap<Id, string>>(new Map())
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const change = (change: Partial<Draft>) => {
    setDraft((was) => ({ ...was, ...change }))
    setError(undefined)
    // Where other words name a child, it has to be said anew.
    setConfirmed((was) => new Map([...was].filter(([id, said]) => said === saidOf(id))))
    keepDraft(props.person, shelf(), draft())
  }
  // That there was no connection holds only while there is none.
  const reached = () => setError((cause: unknown) => (outOfReach(cause) ? undefined : cause))
  addEventListener('online', reached)
  onCleanup(() => removeEventListener('online', reached))
  const choosePart = (next: StaffJournal['part']) =>
    change({ part: next, day: next === 'done' ? today() : daysAfter(today(), 1) })
  const namings = createMemo(() => wordsNaming([draft().title.trim(), draft().text.trim()], props.children))
  const saidOf = (id: Id) => namings().get(id)?.join('\n') ?? ''
  const named = () => props.children.filter(({ id }) => namings().has(id))
  const isConfirmed = (id: Id) => confirmed().get(id) === saidOf(id)
  const meant = () => named().filter(({ id }) => !isConfirmed(id))
  const [least, most] = [
    () => (part() === 'done' ? daysAfter(today(), -journalBack) : today()),
    () => (part() === 'done' ? today() : daysAfter(today(), journalAhead)),
  ]
  const isDay = () => day() >= least() && day() <= most()
  const isEmpty = () => draft().text.trim() === ''
  const isTooLong = () => draft().text.length > longestJournal
  const isStale = () => {
    const cause = error()
    return cause instanceof ApiError && cause.code === 'stale_version'
  }

  const namesAnother = () => {
    const cause = error()
    return cause instanceof ApiError && cause.code === 'names_a_child'
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (busy()) return
    setTried(true)
    setError(undefined)
    if (isEmpty() || isTooLong() || !isDay() || meant().length > 0) return
    const stands = another()
    if (stands && shown() !== stands.version) {
      setShown(stands.version)
      return
    }
    const said = {
      title: draft().title.trim(),
      text: draft().text.trim(),
      notMeant: [...namings()].map(([childId, words]) => ({ childId, said: words })),
    }
    const version = stands?.version ?? draft().base ?? 1
    setBusy(true)
    try {
      const meantNow = existing ? { version, ...said } : { day: day(), part: part(), ...said }
      const id = intent(meantNow)
      const { journal } = existing
        ? await call('editJournal', {
            params: { journalId: existing.id },
            body: { id, version, ...said },
          })
        : await call('postJournal', {
            params: { groupId: props.groupId },
            body: { id, journalId: newId, day: day(), part: part(), ...said },
          })
      removeDraft(props.person, shelf())
      props.onDone(journal, !existing)
    } catch (cause) {
      setBusy(false)
      setError(() => cause)
      // Another wrote, or somebody came into the group of whom nothing is known here.
      if (isStale() || namesAnother()) props.onStale()
    }
  }
  return (
    <form novalidate class="grid max-w-text grid-cols-[minmax(0,1fr)] gap-4" onSubmit={(event) => void submit(event)}>
      <Show when={!existing}>
        <div class="flex flex-wrap items-end gap-3">
          <Segmented
            label={t('journal.part')}
            value={part()}
            options={[
              { value: 'done', label: t('journal.part.done') },
              { value: 'plan', label: t('journal.part.plan') },
            ]}
            onChange={choosePart}
          />
          <div class="min-w-0">
            <Field
              type="date"
              label={t('journal.day')}
              value={day()}
              min={least()}
              max={most()}
              error={tried() && !isDay() ? t('journal.problem.day') : undefined}
              onInput={(input) => input.currentTarget.value && change({ day: input.currentTarget.value })}
              class="tabular-nums"
            />
          </div>
        </div>
      </Show>
      <Field
        label={t('journal.heading')}
        value={draft().title}
        maxLength={longestJournalTitle}
        onInput={(input) => change({ title: input.currentTarget.value })}
      />
      <CountedArea
        label={t('journal.text')}
        rows={4}
        value={draft().text}
        most={longestJournal}
        error={tried() && isEmpty() ? t('journal.problem.empty') : undefined}
        onInput={(input) => change({ text: input.currentTarget.value })}
      />
      <div role="status">
        <Show when={named().length > 0}>
          <div class="rounded-control border border-alert-edge bg-alert-tint p-3 text-sm">
            <p class="font-strong">{t('journal.named')}</p>
            <p class="mt-2 text-muted">{t('journal.named.in')}</p>
            <For each={[draft().title, draft().text].filter((text) => namingsIn(text, props.children).length > 0)}>
              {(text) => <Marked text={text} children={props.children} />}
            </For>
            <For each={named()}>
              {(child) => (
                <CheckRow
                  checked={isConfirmed(child.id)}
                  onChange={(on) => setConfirmed((was) => new Map([...was, [child.id, on ? saidOf(child.id) : '']]))}
                >
                  <span class="min-w-0 wrap-anywhere">{t('journal.notMeant', child.callName)}</span>
                </CheckRow>
              )}
            </For>
            <Show when={tried() && meant().length > 0}>
              <p class="mt-1 text-alert">{t('journal.named.first')}</p>
            </Show>
          </div>
        </Show>
      </div>
      <Show when={existing} fallback={<JournalReaders groupId={props.groupId} day={day()} />}>
        {(corrected) => (
          <CorrectionReaders
            journal={corrected()}
            version={props.existing?.version ?? 1}
            title={draft().title.trim()}
            text={draft().text.trim()}
          />
        )}
      </Show>
      <Show when={another()}>
        {(stands) => (
          <div role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3 text-sm">
            <p>{t('journal.another')}</p>
            <p class="mt-2 font-strong wrap-anywhere">{stands().title}</p>
            <p class="whitespace-pre-wrap wrap-anywhere">{stands().text}</p>
          </div>
        )}
      </Show>
      <Show when={isStale() && !another()}>
        <p role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3 text-sm">
          {t('journal.stale')}
        </p>
      </Show>
      <Show when={error() && !isStale()}>
        <ErrorNote error={error()} />
      </Show>
      <div class="flex flex-wrap gap-2">
        <Button kind="primary" type="submit" busy={busy()} disabled={busy()}>
          {t(existing ? 'journal.save' : 'journal.send')}
        </Button>
        <Show when={existing}>
          <Button
            kind="quiet"
            onClick={() => {
              removeDraft(props.person, shelf())
              props.onCancel()
            }}
          >
            {t('action.cancel')}
          </Button>
        </Show>
      </div>
    </form>
  )
}

/** A text with the names in it marked. */
function Marked(props: { text: string; children: readonly Named[] }): JSX.Element {
  const pieces = () => {
    const found: { text: string; marked: boolean }[] = []
    let at = 0
    for (const { start, end } of namingsIn(props.text, props.children)) {
      if (start < at) continue
      found.push(
        { text: props.text.slice(at, start), marked: false },
        { text: props.text.slice(start, end), marked: true },
      )
      at = end
    }
    return [...found, { text: props.text.slice(at), marked: false }]
  }
  return (
    <p class="whitespace-pre-wrap wrap-anywhere">
      <For each={pieces()}>
        {(piece) => (
          <Show when={piece.marked} fallback={piece.text}>
            <mark class="rounded-inner bg-inverse px-1 font-strong text-on-inverse">{piece.text}</mark>
          </Show>
        )}
      </For>
    </p>
  )
}
