import { createEffect, createMemo, createSignal, type JSX, Show } from 'solid-js'
import { v7 } from 'uuid'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { now, onServer } from '../clock.ts'
import { useGroup } from '../group/group-day.tsx'
import { useStaffWork } from '../group/staff-work.tsx'
import { language, useT } from '../locales/words.ts'
import { minute, today } from '../minute.ts'
import { createIntent } from '../planning/intent.ts'
import { clock, dayOf, shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { triangleAlert } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { announce } from '../ui/live-region.tsx'
import { type Conflict, conflictsOf, isSame, madeMine, rightTimes } from './conflict.ts'
import type { StayDraft } from './stay-draft.ts'

/** What was noted here and cannot stand as it is: both, side by side, until somebody says which is right. */
export function Conflicts(props: {
  onPutRight: (childId: Id, stayId: Id | null, draft: StayDraft) => void
}): JSX.Element {
  const group = useGroup()
  const { outbox } = useStaffWork()
  const found = createMemo(() => conflictsOf(outbox.sends(), group.today()?.stays ?? [], group.groupId))
  const all = () => found().filter((one) => !isSame(one))
  createEffect(() => {
    const same = found().filter(isSame)
    queueMicrotask(() => {
      for (const { sends } of same) for (const { id } of sends) outbox.discard(id)
    })
  })
  return (
    <Show when={all().length > 0}>
      <ul class="mb-4 grid grid-cols-[repeat(auto-fit,minmax(min(20rem,100%),1fr))] gap-3">
        <Keyed each={all()} by={({ stayId }) => stayId}>
          {(conflict) => <ConflictCard conflict={conflict()} onPutRight={props.onPutRight} />}
        </Keyed>
      </ul>
    </Show>
  )
}

function ConflictCard(props: {
  conflict: Conflict
  onPutRight: (childId: Id, stayId: Id | null, draft: StayDraft) => void
}): JSX.Element {
  const t = useT('attendance')
  const group = useGroup()
  const { outbox, me } = useStaffWork()
  const intent = createIntent()
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const stands = () => props.conflict.stands
  const mine = () => props.conflict.mine
  const at = (moment: string) =>
    dayOf(moment) === today()
      ? clock(moment, language())
      : `${shortDay(dayOf(moment), language(), today())} ${clock(moment, language())}`
  const times = (arrivedAt: string | null, leftAt: string | null) =>
    [...(arrivedAt ? [t('conflict.in', at(arrivedAt))] : []), ...(leftAt ? [t('conflict.out', at(leftAt))] : [])].join(
      ', ',
    )
  const standing = () => {
    const stay = stands()
    if (!stay) return t('conflict.nothing')
    const { name, personId } = stay.departureNoted ?? stay.arrivalNoted
    const words = times(stay.arrivedAt, stay.leftAt)
    return t('conflict.stands', personId === me.person.id ? t('conflict.you') : name, words)
  }
  const own = () =>
    mine().undone ? t('conflict.undone') : times(mine().arrivedAt, mine().leftAt) || t('conflict.escort')
  const made = () => madeMine(props.conflict)
  const why = () => {
    const { code } = props.conflict
    if (code === 'already_present' || code === 'not_present' || code === 'before_arrival' || code === 'overlaps')
      return t(`conflict.why.${code}`)
    if (code === 'time_too_old' || code === 'time_in_future') return t(`conflict.why.${code}`)
    return t('conflict.why.other')
  }
  const drop = () => {
    for (const { id } of props.conflict.sends) outbox.discard(id)
  }
  /** Once a minute, or when the clock is set: what the clock shows for the server may become another. */
  const right = () => rightTimes(props.conflict, onServer, Math.max(minute(), now()))
  const noteRight = () => {
    const found = right()
    if (!found) return
    drop()
    for (const work of found.works) void outbox.add(v7(), work)
  }
  async function makeMine(): Promise<void> {
    const stay = stands()
    const times = made()
    if (!stay || !times) return
    setBusy(true)
    setError(undefined)
    const { broughtBy, fetchedBy } = mine()
    const meant = {
      ...{ version: stay.version, ...times, reason: t('conflict.reason', own()) },
      ...(broughtBy !== undefined && { broughtBy }),
      ...(fetchedBy !== undefined && { fetchedBy }),
    }
    try {
      const reply = await call('correctStay', { params: { stayId: stay.id }, body: { id: intent(meant), ...meant } })
      group.tookStay(reply.stay)
      announce(t('stay.saved', props.conflict.name))
      drop()
    } catch (cause) {
      setError(() => cause)
      setBusy(false)
    }
  }
  const putRight = () => {
    const stay = stands()
    const { arrivedAt, leftAt } = mine()
    props.onPutRight(props.conflict.childId, stay?.id ?? null, {
      arrivedAt: arrivedAt ?? stay?.arrivedAt ?? leftAt,
      leftAt: leftAt ?? stay?.leftAt ?? null,
      ...{ broughtBy: stay?.broughtBy ?? null, fetchedBy: stay?.fetchedBy ?? null },
      reason: mine().undone ? '' : t('conflict.reason', own()),
      done: drop,
    })
  }
  return (
    <li class="rounded-card border-2 border-alert bg-surface p-4" data-conflict={props.conflict.stayId}>
      <div role="alert">
        <h2 class="flex items-start gap-2 font-strong">
          <Icon of={triangleAlert} size="m" class="mt-0.5 text-alert" />
          {t('conflict.title', props.conflict.name)}
        </h2>
        <p class="mt-1 text-sm text-muted">{why()}</p>
        <dl class="mt-2 grid gap-x-3 gap-y-1 text-sm rail:grid-cols-2">
          <div class="rounded-control bg-inset p-2.5">
            <dt class="text-muted">{t('conflict.there')}</dt>
            <dd class="font-strong tabular-nums">{standing()}</dd>
          </div>
          <div class="rounded-control bg-inset p-2.5">
            <dt class="text-muted">{t('conflict.here')}</dt>
            <dd class="font-strong tabular-nums">{own()}</dd>
          </div>
        </dl>
      </div>
      <Show when={error()}>
        <div class="mt-2">
          <ErrorNote error={error()} />
        </div>
      </Show>
      <div class="mt-3 flex flex-wrap gap-2">
        <Show when={right()}>
          {(found) => (
            <Button kind="primary" disabled={busy()} onClick={noteRight}>
              {t('conflict.right', times(found().mine.arrivedAt, found().mine.leftAt))}
            </Button>
          )}
        </Show>
        <Show when={made() && !right()}>
          <Button kind="primary" busy={busy()} disabled={busy()} onClick={() => void makeMine()}>
            {t('conflict.mine', own())}
          </Button>
        </Show>
        <Button disabled={busy()} onClick={drop}>
          {t(stands() ? 'conflict.keep' : 'conflict.drop')}
        </Button>
        <Show when={!(mine().undone && !stands())}>
          <Button kind="quiet" disabled={busy()} onClick={putRight}>
            {t('conflict.putRight')}
          </Button>
        </Show>
      </div>
    </li>
  )
}
