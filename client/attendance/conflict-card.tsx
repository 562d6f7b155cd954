import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { v7 } from 'uuid'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { now, onServer } from '../clock.ts'
import { comers } from '../group/choice.ts'
import { useGroup } from '../group/group-day.tsx'
import { useStaffWork } from '../group/staff-work.tsx'
import { language, useT } from '../locales/words.ts'
import { minute, today } from '../minute.ts'
import { createIntent } from '../planning/intent.ts'
import { clock, dayOf, shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { logIn, logOut, triangleAlert, undo, users } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { initials } from '../ui/tag.tsx'
import { type Conflict, madeMine, rightTimes } from './conflict.ts'
import { ConflictSide, type SaidLine } from './conflict-side.tsx'
import type { StayDraft } from './stay-draft.ts'
import { StayHistory } from './stay-history.tsx'

const nobody = { children: [], staying: [] }

/** What stands of a stay beside what was noted here: who said what and when, and under each the choice that keeps it. */
export function ConflictCard(props: {
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
  const noted = ({ personId, name, at: moment }: { personId: Id; name: string; at: string }) =>
    personId === me.person.id ? t('conflict.notedByYou', at(moment)) : t('conflict.notedBy', name, at(moment))
  const whoLine = (which: 'brought' | 'fetched', name: string | undefined, words = ''): SaidLine => ({
    icon: users,
    word: name === undefined ? t(`conflict.${which}.nobody`) : t(`conflict.${which}`, name),
    noted: words,
  })
  /** Who that is, of whom may bring and fetch the child. */
  const escortOf = (choice: Conflict['mine']['fetchedBy']) =>
    comers(group.today() ?? nobody)
      .find(({ id }) => id === props.conflict.childId)
      ?.escorts.find(({ kind, id }) => kind === choice?.kind && id === choice.id)
  const theirs = (): SaidLine[] => {
    const stay = stands()
    if (!stay) return []
    return [
      { icon: logIn, word: t('conflict.in', at(stay.arrivedAt)), noted: noted(stay.arrivalNoted) },
      ...(stay.broughtBy ? [whoLine('brought', stay.broughtBy.name)] : []),
      ...(stay.leftAt
        ? [
            {
              icon: logOut,
              word: t('conflict.out', at(stay.leftAt)),
              noted: stay.departureNoted ? noted(stay.departureNoted) : '',
            },
          ]
        : []),
      ...(stay.fetchedBy ? [whoLine('fetched', stay.fetchedBy.name)] : []),
    ]
  }
  /** Each step as it was noted on this device, in its order. */
  const own = (): SaidLine[] =>
    props.conflict.sends.flatMap(({ work, createdAt }) => {
      const words = t('conflict.notedByYou', at(new Date(onServer(createdAt)).toISOString()))
      if (work.kind === 'checkIn' || work.kind === 'checkOut') {
        const moment = work.body.children[0]?.at
        const isIn = work.kind === 'checkIn'
        const word = moment ? t(isIn ? 'conflict.in' : 'conflict.out', at(moment)) : ''
        const fetcher = work.kind === 'checkOut' && escortOf(work.body.children[0]?.fetchedBy)
        return [
          { icon: isIn ? logIn : logOut, word, noted: words },
          ...(fetcher ? [whoLine('fetched', fetcher.name)] : []),
        ]
      }
      if (work.kind === 'undoStay') {
        const word = t(work.step === 'arrived' ? 'conflict.undone.in' : 'conflict.undone.out')
        return [{ icon: undo, word, noted: words }]
      }
      if (work.kind !== 'escorts') return []
      return [
        ...(work.broughtBy === undefined ? [] : [whoLine('brought', work.broughtBy?.name, words)]),
        ...(work.fetchedBy === undefined ? [] : [whoLine('fetched', work.fetchedBy?.name, words)]),
      ]
    })
  const ownWords = () =>
    own()
      .map(({ word }) => word)
      .join(', ')
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
      ...{ version: stay.version, ...times, reason: t('conflict.reason', ownWords()) },
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
  /** Who it was as was said here, also that it was nobody; otherwise as it stands. */
  const meant = (which: 'broughtBy' | 'fetchedBy') => {
    const said = mine()[which]
    return said === null ? null : (escortOf(said) ?? stands()?.[which] ?? null)
  }
  const putRight = () => {
    const stay = stands()
    const { arrivedAt, leftAt } = mine()
    props.onPutRight(props.conflict.childId, stay?.id ?? null, {
      arrivedAt: arrivedAt ?? stay?.arrivedAt ?? leftAt,
      leftAt: leftAt ?? stay?.leftAt ?? null,
      ...{ broughtBy: meant('broughtBy'), fetchedBy: meant('fetchedBy') },
      reason: mine().undone ? '' : t('conflict.reason', ownWords()),
      done: drop,
    })
  }
  const last = () => stands()?.departureNoted ?? stands()?.arrivalNoted
  return (
    <li class="rounded-card border-2 border-alert bg-surface p-4" data-conflict={props.conflict.stayId}>
      <div role="alert">
        <h2 class="flex items-start gap-2 font-strong">
          <Icon of={triangleAlert} size="m" class="mt-0.5 text-alert" />
          <span class="min-w-0 wrap-anywhere">{t('conflict.title', props.conflict.name)}</span>
        </h2>
        <p class="mt-1 text-sm text-muted">{why()}</p>
      </div>
      <div class="mt-3 grid gap-2 rail:grid-cols-2">
        <ConflictSide
          title={t('conflict.there')}
          by={last() ? { id: last()!.personId, initials: initials(last()!.name) } : null}
          lines={theirs()}
          nothing={t(props.conflict.removedId ? 'conflict.removed' : 'conflict.nothing')}
          effect={t('conflict.keep.effect')}
          choice={
            <Button wide disabled={busy()} onClick={drop}>
              {t(stands() ? 'conflict.keep' : 'conflict.drop')}
            </Button>
          }
        />
        <ConflictSide
          title={t('conflict.here')}
          by={{ id: me.person.id, initials: initials(me.person.firstName) }}
          lines={own()}
          nothing={t('conflict.nothing')}
          effect={t(right() ? 'conflict.right.effect' : made() ? 'conflict.mine.effect' : 'conflict.putRight.effect')}
          choice={
            <Switch
              fallback={
                <Show when={!(mine().undone && !stands())}>
                  <Button wide disabled={busy()} onClick={putRight}>
                    {t('conflict.putRight')}
                  </Button>
                </Show>
              }
            >
              <Match when={right()}>
                {(found) => (
                  <Button wide kind="primary" disabled={busy()} onClick={noteRight}>
                    {t('conflict.right', times(found().mine.arrivedAt, found().mine.leftAt))}
                  </Button>
                )}
              </Match>
              <Match when={made()}>
                {(stay) => (
                  <Button wide kind="primary" busy={busy()} disabled={busy()} onClick={() => void makeMine()}>
                    {t('conflict.mine', times(stay().arrivedAt, stay().leftAt))}
                  </Button>
                )}
              </Match>
            </Switch>
          }
        />
      </div>
      <Show when={props.conflict.removedId}>{(gone) => <StayHistory stayId={gone()} changed={gone()} />}</Show>
      <Show when={error()}>
        <div class="mt-2">
          <ErrorNote error={error()} />
        </div>
      </Show>
      <Show when={right() || made()}>
        <p class="mt-2">
          <Button kind="quiet" disabled={busy()} onClick={putRight}>
            {t('conflict.putRight')}
          </Button>
        </p>
      </Show>
    </li>
  )
}
