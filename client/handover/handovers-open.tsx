import { type JSX, onCleanup, Show } from 'solid-js'
import type { GuardianHandover } from '../../backend/contract/handover.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { createDone, DoneNote } from '../absence/done-note.tsx'
import { ApiError } from '../api.ts'
import { whereIs } from '../attendance/presence-state.ts'
import type { GuardianMail } from '../conversation/guardian-mail.ts'
import type { Diary } from '../diary/diary-state.ts'
import { learn, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { dayOf, daysAfter } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { check, sun } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { laterPart, Opening } from '../ui/opening.tsx'
import { UndoBar } from '../ui/undo-bar.tsx'
import { type HandoverWork, isHandover, sendHandover } from './handover-sending.ts'
import { useHandoverWords } from './handover-words.ts'
import type { Handovers } from './handovers.ts'

export const handoverForm = laterPart(async () => {
  const [{ HandoverForm }] = await Promise.all([import('./handover-form.tsx'), learn('handover')])
  return HandoverForm
})

/** On Today: what was told of today and tomorrow, what still waits on this device, and what is open of it. */
export function HandoversOpen(props: {
  diary: Diary
  person: Id
  mail: GuardianMail | undefined
  child: Id | null
  /** Of whom the consent of the diary is in force, as far as is known. */
  isClosed: (child: Id) => boolean
  of: Handovers
}): JSX.Element {
  const t = useT('handover')
  const words = useHandoverWords()
  const done = createDone()
  const children = () => (props.diary.children() ?? []).filter(({ id }) => props.child === null || id === props.child)
  const mayTell = (child: { id: Id; diary: string }) => child.diary === 'readable' && !props.isClosed(child.id)
  const nameOf = (child: Id) => props.diary.children()?.find(({ id }) => id === child)?.callName ?? ''
  const sends = () => (props.mail?.outbox.sends() ?? []).filter(isHandover).filter(({ state }) => state !== 'sent')
  const told = () =>
    props.diary
      .handovers()
      .filter(
        ({ id, day, childId }) =>
          day >= today() &&
          day <= daysAfter(today(), 1) &&
          (props.child === null || childId === props.child) &&
          id !== props.of.withdrawal.pending()?.id,
      )
  const standing = (childId: Id, day: Day) =>
    props.diary.handovers().find((one) => one.childId === childId && one.day === day)
  const waiting = (childId: Id, day: Day) => sends().find(({ work }) => work.childId === childId && work.day === day)

  const gone = (childId: Id) => {
    const found = whereIs(
      props.diary.presence().find((one) => one.childId === childId),
      today(),
      dayOf,
    )
    return found?.state === 'gone' ? found.at : undefined
  }
  const isAway = (childId: Id, day: Day) =>
    props.diary
      .absences()
      .some((one) => one.childId === childId && !one.cancelled && !one.part && one.startsOn <= day && one.endsOn >= day)

  /** What does not get through now waits on this device. */
  async function send(work: HandoverWork): Promise<GuardianHandover | null> {
    const earlier = waiting(work.childId, work.day)
    try {
      const handover = await sendHandover(work)
      if (earlier) props.mail?.outbox.discard(earlier.id)
      return handover
    } catch (cause) {
      const { mail } = props
      if (!(cause instanceof ApiError) || cause.code !== 'network' || !mail) throw cause
      await mail.outbox.add(work.body.id, work)
      return null
    }
  }
  // Who goes to another screen sees no way back there.
  onCleanup(() => props.of.withdrawal.now())
  return (
    <>
      <Show when={told().length > 0}>
        <ul class="w-full overflow-hidden rounded-card border border-hairline bg-surface">
          <Keyed each={told()} by={({ id }) => id}>
            {(one) => (
              <li class="border-b border-hairline last:border-b-0">
                <button
                  type="button"
                  aria-label={t('handover.change.of', nameOf(one().childId))}
                  onClick={() => props.of.setOpened({ child: one().childId, day: one().day })}
                  class="flex min-h-14 w-full items-start gap-3 px-4 py-2 text-left hover:bg-inset focus-visible:-outline-offset-3"
                >
                  <Icon of={sun} size="m" class="mt-0.5 text-muted" />
                  <span class="min-w-0">
                    <span class="block font-strong wrap-anywhere">
                      {nameOf(one().childId)} · {t('handover.of', words.day(one().day))}
                    </span>
                    <span class="flex gap-1 text-sm text-muted tabular-nums">
                      <Show when={one().seen} fallback={t('handover.unseen')}>
                        {(seen) => (
                          <>
                            <Icon of={check} size="s" class="mt-0.5 text-present" />
                            {t('handover.seen', seen().name, words.moment(seen().at))}
                          </>
                        )}
                      </Show>
                    </span>
                  </span>
                </button>
              </li>
            )}
          </Keyed>
        </ul>
      </Show>
      <Keyed each={sends()} by={({ id }) => id}>
        {(waits) => (
          <div role="status" class="w-full rounded-card border border-hairline bg-notice p-3 text-sm">
            <Show
              when={waits().error && !waits().error?.retryable}
              fallback={<p>{t('handover.waits', nameOf(waits().work.childId))}</p>}
            >
              <p>
                {t('handover.failed', nameOf(waits().work.childId))} {waits().error?.message}
              </p>
              <div class="mt-1 -ml-3 flex flex-wrap">
                <Button
                  kind="quiet"
                  onClick={() => props.of.setOpened({ child: waits().work.childId, day: waits().work.day })}
                >
                  {t('handover.failed.again')}
                </Button>
                <Button kind="quiet" onClick={() => props.mail?.outbox.discard(waits().id)}>
                  {t('handover.failed.drop')}
                </Button>
              </div>
            </Show>
          </div>
        )}
      </Keyed>
      <Show when={props.of.error()}>
        <ErrorNote error={props.of.error()} />
      </Show>
      <Show when={props.of.opened()} keyed>
        {(asked) => (
          <Opening of={handoverForm} title={t('handover.form.title')} onClose={() => props.of.setOpened(undefined)}>
            {(Form) => (
              <Form
                person={props.person}
                children={children().filter(mayTell)}
                closed={children().filter((child) => !mayTell(child))}
                child={asked.child}
                day={asked.day}
                standing={standing}
                waiting={waiting}
                gone={gone}
                isAway={isAway}
                send={send}
                onDone={({ handover, words: said }) => {
                  props.of.setOpened(undefined)
                  if (handover) props.diary.tookHandover(handover)
                  done.say(said)
                }}
                onClose={() => props.of.setOpened(undefined)}
              />
            )}
          </Opening>
        )}
      </Show>
      <Show when={props.of.withdrawal.pending()} keyed>
        {(handover) => (
          <div class="fixed inset-x-4 bottom-[calc(var(--bar-bottom)+env(safe-area-inset-bottom)+--spacing(3))] z-30 mx-auto max-w-text rail:bottom-4 rail:left-[calc(var(--rail)+--spacing(4))]">
            <UndoBar onUndo={props.of.withdrawal.undo} onGone={props.of.withdrawal.now}>
              {t('handover.withdrawn', nameOf(handover.childId))}
            </UndoBar>
          </div>
        )}
      </Show>
      {/* Both stand in the same place: the way back goes before. */}
      <Show when={!props.of.withdrawal.pending()}>
        <DoneNote of={done} />
      </Show>
    </>
  )
}
