import { createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js'
import type { Overlap } from '../../backend/contract/overlap.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { call, type Reply } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { minute } from '../minute.ts'
import { allHours } from '../planning/hours.ts'
import { clock, dayOf, shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { calendarDays, circleAlert, circleCheck, clock as clockIcon, triangleAlert } from '../ui/icons.ts'
import { useAbsenceWords } from './absence-words.ts'

type Preview = Reply<'previewAbsence'>['children'][number]

/** What is asked about; undefined while it is not known yet. */
export interface Asked {
  childIds: readonly Id[]
  startsOn: Day
  endsOn: Day
}

const rest = 150
const named = 5

/** Before something is reported: until when, what it does to credits, on which days the child is expected, and what stands there. */
export function Effect(props: {
  asked: Asked | undefined
  /** What is being changed stands there itself. */
  except: Id | undefined
  /** What stands there is said elsewhere already. */
  refused: boolean
  onOpen: ((absence: Overlap) => void) | undefined
}): JSX.Element {
  const t = useT('absence')
  const [reply, setReply] = createSignal<Reply<'previewAbsence'>>()
  const [asking, setAsking] = createSignal(true)
  const [failed, setFailed] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let aborting: AbortController | undefined
  const stop = () => {
    clearTimeout(timer)
    aborting?.abort()
  }
  onCleanup(stop)
  const key = createMemo(() => (props.asked ? JSON.stringify(props.asked) : ''))
  createEffect(
    on(key, (asked) => {
      stop()
      queueMicrotask(() => {
        setAsking(true)
        setFailed(false)
      })
      if (asked !== '') timer = setTimeout(() => void ask(JSON.parse(asked) as Asked), rest)
    }),
  )
  async function ask(asked: Asked): Promise<void> {
    const mine = new AbortController()
    aborting = mine
    try {
      const answer = await call('previewAbsence', {
        body: { ...asked, childIds: [...asked.childIds] },
        signal: mine.signal,
      })
      if (mine.signal.aborted) return
      setReply(answer)
      setAsking(false)
    } catch {
      if (mine.signal.aborted) return
      setReply(undefined)
      setFailed(true)
    }
  }
  return (
    <Show when={props.asked}>
      <section aria-label={t('absence.effect')} aria-live="polite" class="min-h-24 rounded-control bg-inset p-3">
        <Show
          when={reply()}
          fallback={<p class="text-muted">{t(failed() ? 'absence.effect.failed' : 'absence.effect.loading')}</p>}
        >
          {(there) => (
            // What was known of other days stays until there is more, so that nothing jumps.
            <ul
              aria-busy={asking() || undefined}
              class={`grid grid-cols-[minmax(0,1fr)] gap-3 ${asking() ? 'opacity-55' : ''}`}
            >
              <For each={there().children}>
                {(child) => (
                  <ChildEffect
                    of={child}
                    several={there().children.length > 1}
                    except={props.except}
                    refused={props.refused}
                    onOpen={props.onOpen}
                  />
                )}
              </For>
            </ul>
          )}
        </Show>
      </section>
    </Show>
  )
}

function ChildEffect(props: {
  of: Preview
  several: boolean
  except: Id | undefined
  /** What stands there is said elsewhere already. */
  refused: boolean
  onOpen: ((absence: Overlap) => void) | undefined
}): JSX.Element {
  const t = useT('absence')
  const words = useAbsenceWords()
  const isBefore = () => !!props.of.cutOff?.isBefore && minute() < Date.parse(props.of.cutOff.at)
  const cutOff = () => {
    const { cutOff } = props.of
    if (!cutOff) return t('absence.effect.noRule')
    const when = `${words.day(dayOf(cutOff.at))} ${clock(cutOff.at, language())}`
    return t(isBefore() ? 'absence.effect.before' : 'absence.effect.past', when)
  }
  const credit = () => {
    const { rule } = props.of
    if (!rule) return t('absence.effect.credit.noRule')
    if (rule.credit === 'none') return t('absence.effect.credit.none')
    return t(isBefore() ? 'absence.effect.credit.kept' : 'absence.effect.credit.lost')
  }
  /** Nobody waits for a child on a day on which it is not expected anyway. */
  const isExpected = () => props.of.days.some(({ closed, expected }) => closed === null && expected?.parts.length !== 0)
  const there = () => (props.refused ? [] : props.of.overlaps.filter(({ id }) => id !== props.except))
  return (
    <li class="grid grid-cols-[minmax(0,1fr)] gap-1">
      <Show when={props.several}>
        <h3 class="font-strong wrap-anywhere">{props.of.callName}</h3>
      </Show>
      <Show when={isExpected()}>
        <Line
          icon={props.of.cutOff ? (isBefore() ? circleCheck : triangleAlert) : clockIcon}
          alert={!!props.of.cutOff && !isBefore()}
        >
          {cutOff()} {credit()}
        </Line>
      </Show>
      <For each={useDays(props.of.days)}>{(line) => <Line icon={calendarDays}>{line}</Line>}</For>
      <For each={there()}>
        {(one) => (
          <div>
            <Line icon={circleAlert}>
              {t('absence.effect.there', one.callName, words.reason(one.reason), words.when(one))}
            </Line>
            <Show when={props.onOpen}>
              {(open) => (
                <Button kind="quiet" class="ml-3" onClick={() => open()(one)}>
                  {t('absence.effect.open')}
                </Button>
              )}
            </Show>
          </div>
        )}
      </For>
    </li>
  )
}

function Line(props: { icon: string; alert?: boolean; children: JSX.Element }): JSX.Element {
  return (
    <p class="flex gap-2 tabular-nums">
      <Icon of={props.icon} size="s" class={`mt-0.5 ${props.alert ? 'text-alert' : 'text-muted'}`} />
      <span class="min-w-0 wrap-anywhere">{props.children}</span>
    </p>
  )
}

/** On which of the days a child is expected, in words. */
function useDays(days: Preview['days']): string[] {
  const t = useT('absence')
  const [only] = days
  if (days.length === 1 && only) {
    if (only.closed !== null) return [t('absence.effect.closed', only.closed)]
    if (!only.expected) return [t('absence.effect.unknown')]
    const { parts } = only.expected
    return [parts.length > 0 ? t('absence.effect.expected', allHours(parts)) : t('absence.effect.notExpected')]
  }
  const all = days.length
  const closed = days.filter((one) => one.closed !== null)
  const unknown = days.filter((one) => one.closed === null && one.expected === null)
  const on = days.filter((one) => one.closed === null && (one.expected?.parts.length ?? 0) > 0)
  const shown = on.length > named + 1 ? on.slice(0, named) : on
  const names = shown.map(({ day }) => shortDay(day, language(), days[0]?.day ?? day))
  if (on.length > shown.length) names.push(t('absence.effect.others', on.length - shown.length))
  return [
    ...(on.length > 0
      ? [t('absence.effect.expectedOn', on.length, all, names.join(', '))]
      : unknown.length < all
        ? [t('absence.effect.expectedNever', all)]
        : []),
    ...(unknown.length > 0 ? [t('absence.effect.unknownDays', unknown.length, all)] : []),
    ...(closed.length > 0 ? [t('absence.effect.closedDays', closed.length, all)] : []),
  ]
}
