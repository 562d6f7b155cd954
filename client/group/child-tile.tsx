import { For, type JSX, Show } from 'solid-js'
import type { Day } from '../../backend/contract/values.ts'
import { reasonIcons } from '../absence/reason-icons.ts'
import { isHere, type Standing } from '../attendance/board.ts'
import { type StateLine, useStateWords } from '../attendance/state-words.ts'
import { HandoverMark } from '../handover/handover-mark.tsx'
import { useT } from '../locales/words.ts'
import { hours } from '../planning/hours.ts'
import { clock } from '../time.ts'
import { Chip } from '../ui/chip.tsx'
import { Icon } from '../ui/icon.tsx'
import {
  bookX,
  cake,
  calendarPlus,
  cameraOff,
  check,
  circleCheck,
  clock as clockIcon,
  hand,
  notebookPen,
} from '../ui/icons.ts'
import { AllergyMark, useAllergyWords } from './allergy-mark.tsx'
import { turns } from './birthday.ts'
import { ChildTag } from './child-tag.tsx'
import { isAway, type TodayChild } from './choice.ts'

/** What stands in the diary about a child today: the last moment, something on its way, or nothing yet. */
export type Written = { state: 'written'; at: number } | { state: 'sending' } | { state: 'nothing' }

/** Who is there is a sheet, who is awaited only an outline, and who is gone or does not come is sunk. */
export function tileLook(standing: Standing | undefined): string {
  if (isHere(standing)) return 'border-hairline bg-surface'
  const state = standing?.state
  return state === 'gone' || state === 'absent' || state === 'not_expected'
    ? 'border-hairline bg-notice'
    : 'border-dashed border-control'
}

/** A child of the group; the whole tile is the checkbox. */
export function ChildTile(props: {
  child: TodayChild
  day: Day
  written: Written
  standing: Standing | undefined
  /** Nobody is expected on a closing day. */
  closed: boolean
  /** Something waits for a guardian. */
  asks: boolean
  chosen: boolean
  onChoose: (chosen: boolean, range: boolean) => void
}): JSX.Element {
  const t = useT('staff')
  /** Is it worth saying that nothing was written. */
  const mayLack = () => props.child.consents.diary && !isAway(props.child) && !props.closed
  const status = () =>
    props.written.state === 'nothing' && !mayLack()
      ? ''
      : props.written.state === 'written'
        ? t('tile.written', clock(props.written.at))
        : props.written.state === 'sending'
          ? t('tile.sending')
          : t('tile.nothing')
  const states = useStateWords()
  const allergies = useAllergyWords()
  const lines = () => (props.standing ? states(props.child, props.standing, props.day, props.closed) : [])
  const absences = () =>
    (props.child.absences ?? []).map(({ reason, part }) => {
      const why = t(`absence.reason.${reason}`)
      const word = part
        ? t('tile.absentPart', hours(part), why)
        : t(isHere(props.standing) ? 'tile.reported' : 'tile.absent', why)
      return { icon: reasonIcons[reason], word }
    })
  const flags = () => {
    const age = turns(props.child.birthDate, props.day)
    return [
      ...(props.child.consents.diary ? [] : [{ icon: bookX, word: t('flag.noDiary') }]),
      ...(props.child.consents.photos ? [] : [{ icon: cameraOff, word: t('flag.noPhotos') }]),
      ...(props.asks ? [{ icon: hand, word: t('flag.asks') }] : []),
      ...(props.child.expected?.extra && !props.closed ? [{ icon: calendarPlus, word: t('flag.extra') }] : []),
      ...(age === null ? [] : [{ icon: cake, word: t('flag.birthday', age) }]),
    ]
  }
  return (
    <label
      class={`group/tile relative flex min-h-53 flex-col rounded-card border p-3 ${tileLook(props.standing)} has-checked:border-2 has-checked:border-solid has-checked:border-select has-checked:p-[calc(--spacing(3)-1px)] has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus`}
    >
      <input
        type="checkbox"
        checked={props.chosen}
        onClick={(press) => props.onChoose(press.currentTarget.checked, press.shiftKey)}
        aria-label={[
          props.child.callName,
          ...allergies(props.child.allergies),
          ...[...lines(), ...absences()].map(({ word }) => word),
          props.child.handover ? t('tile.told') : '',
          status(),
          props.child.mentor ? t('tile.mentor', props.child.mentor.firstName) : '',
          ...flags().map(({ word }) => word),
        ]
          .filter((part) => part !== '')
          .join(', ')}
        data-child={props.child.id}
        class="absolute inset-0 size-full cursor-pointer opacity-0"
      />
      <span
        aria-hidden="true"
        class="absolute top-3 right-3 grid size-7 place-items-center rounded-full border-2 border-control bg-surface text-transparent group-has-checked/tile:top-[calc(--spacing(3)-1px)] group-has-checked/tile:right-[calc(--spacing(3)-1px)] group-has-checked/tile:border-select group-has-checked/tile:bg-select group-has-checked/tile:text-on-accent"
      >
        <Icon of={check} size="s" />
      </span>
      <ChildTag child={props.child} size="l" grey={!isHere(props.standing)} />
      <span class="mt-2 text-lg font-strong tracking-[-0.012em] wrap-anywhere">{props.child.callName}</span>
      <AllergyMark allergies={props.child.allergies} />
      {/* Room for three lines: no row moves when a child comes or something is written. */}
      <span class="grid min-h-[4.125rem] content-start">
        <StateLines lines={lines()} />
        <For each={absences()}>
          {({ icon, word }) => (
            <span class="flex items-start gap-1.5 text-sm font-strong tabular-nums">
              <Icon of={icon} size="s" class="mt-0.5" />
              {word}
            </span>
          )}
        </For>
        <HandoverMark handover={props.child.handover} />
        <Show when={status()}>
          <span class="flex items-start gap-1.5 text-sm text-muted tabular-nums">
            <Icon
              of={
                props.written.state === 'written'
                  ? circleCheck
                  : props.written.state === 'sending'
                    ? clockIcon
                    : notebookPen
              }
              size="s"
              class={`mt-0.5 ${props.written.state === 'written' ? 'text-present' : ''}`}
            />
            {status()}
          </span>
        </Show>
      </span>
      <Show when={flags().length > 0}>
        <span class="mt-auto flex flex-wrap gap-1 pt-2">
          <Chip small icon={flags()[0]?.icon}>
            {flags()[0]?.word}
          </Chip>
          <Show when={flags()[1]}>
            {(flag) => (
              <Chip small icon={flag().icon}>
                {flag().word}
              </Chip>
            )}
          </Show>
          <Show when={flags().length > 2}>
            <Chip small>+{flags().length - 2}</Chip>
          </Show>
        </span>
      </Show>
    </label>
  )
}

const tones = { quiet: 'text-muted', here: '', alert: 'font-strong' }
const icons = { quiet: '', here: 'text-present', alert: 'text-alert' }

/** What a child is to the group, an icon and a word a line. */
export function StateLines(props: { lines: readonly StateLine[] }): JSX.Element {
  return (
    <For each={props.lines}>
      {({ icon, word, tone }) => (
        <span class={`flex items-start gap-1.5 text-sm text-balance tabular-nums ${tones[tone]}`}>
          <Icon of={icon} size="s" class={`mt-0.5 ${icons[tone]}`} />
          {word}
        </span>
      )}
    </For>
  )
}
