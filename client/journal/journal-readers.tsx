import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import type { AudiencePreview } from '../../backend/contract/audience.ts'
import type { JournalHolder, StaffJournal } from '../../backend/contract/journal.ts'
import { leavesOut } from '../../backend/contract/leaving-out.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { listed } from '../time.ts'
import { Icon } from '../ui/icon.tsx'
import { eye } from '../ui/icons.ts'
import { online } from '../ui/online.ts'

const Line = (props: { children: JSX.Element }): JSX.Element => (
  <p class="flex gap-2 text-sm">
    <Icon of={eye} size="s" class="mt-0.5" />
    <span class="min-w-0 wrap-anywhere">{props.children}</span>
  </p>
)

/** Why it is not said yet who reads it. */
const waitsFor = (failed: boolean) => {
  if (!online()) return 'journal.audience.offline'
  return failed ? 'journal.audience.failed' : 'journal.audience.asking'
}

/** Who will read what is written about a day of a group, and who not. */
export function JournalReaders(props: { groupId: Id; day: Day }): JSX.Element {
  const t = useT('journal')
  const staff = useT('staff')
  const [audience, setAudience] = createSignal<AudiencePreview>()
  const [failed, setFailed] = createSignal(false)
  createEffect(
    on([() => props.day, online] as const, ([asked]) => {
      setAudience(undefined)
      setFailed(false)
      void call('journalAudience', { params: { groupId: props.groupId }, query: { day: asked } }).then(
        (reply) => asked === props.day && setAudience(reply),
        () => asked === props.day && setFailed(true),
      )
    }),
  )
  const left = () => (audience()?.children ?? []).filter(({ readers }) => readers === 0)
  return (
    <Line>
      <Show when={audience()} fallback={t(waitsFor(failed()))}>
        {(known) => (
          <>
            {t('journal.audience', staff('audience.families', known().families))}{' '}
            <Show when={left().length > 0}>
              {t(
                'journal.audience.left',
                listed(
                  left().map(({ callName }) => callName),
                  language(),
                ),
              )}
            </Show>
          </>
        )}
      </Show>
    </Line>
  )
}

/** Whom a correction reaches: who withdrew consent keeps the words of then, unless whole sentences go and no more. */
export function CorrectionReaders(props: {
  journal: StaffJournal
  /** The version that stands now. */
  version: number
  title: string
  text: string
}): JSX.Element {
  const t = useT('journal')
  const staff = useT('staff')
  const [holders, setHolders] = createSignal<readonly JournalHolder[]>()
  const [failed, setFailed] = createSignal(false)
  createEffect(
    on([() => props.version, online] as const, ([asked]) => {
      setFailed(false)
      void call('journalHolders', { params: { journalId: props.journal.id } }).then(
        (reply) => asked === props.version && setHolders(() => reply.holders),
        () => asked === props.version && setFailed(true),
      )
    }),
  )
  const deletes = (one: JournalHolder) => leavesOut(one.title, props.title) && leavesOut(one.text, props.text)
  const changed = () => (holders() ?? []).filter((one) => one.title !== props.title || one.text !== props.text)
  const open = () => changed().filter(({ inForce }) => inForce)
  const onlyDeletes = () => open().every(deletes)
  const kept = () => changed().filter((one) => !one.inForce && !(onlyDeletes() && deletes(one)))
  const reached = () => (holders() ?? []).length - kept().length
  return (
    <Line>
      <Show when={holders()} fallback={t(waitsFor(failed()))}>
        {t('journal.correction', staff('audience.families', reached()))}{' '}
        <Show when={kept().length > 0}>
          {t(
            'journal.correction.kept',
            listed(
              kept().map(({ callName }) => callName ?? t('journal.correction.moved')),
              language(),
            ),
          )}
        </Show>
      </Show>
    </Line>
  )
}
