import type { JSX } from 'solid-js'
import type { Day } from '../../backend/contract/values.ts'
import { reasonIcons } from '../absence/reason-icons.ts'
import { AllergyMark, useAllergyWords } from '../group/allergy-mark.tsx'
import { ChildTag } from '../group/child-tag.tsx'
import { StateLines, tileLook } from '../group/child-tile.tsx'
import type { TodayChild } from '../group/choice.ts'
import { HandoverMark } from '../handover/handover-mark.tsx'
import { useT } from '../locales/words.ts'
import { hours } from '../planning/hours.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { ellipsis, logIn, logOut } from '../ui/icons.ts'
import { isHere, type Standing } from './board.ts'
import { useStateWords } from './state-words.ts'

/** A child that comes and goes: the whole tile lets it in or out; the corner opens what is known of today. */
export function InOutTile(props: {
  child: TodayChild
  standing: Standing
  day: Day
  closed: boolean
  onTap: () => void
  onOpen: () => void
}): JSX.Element {
  const t = useT('attendance')
  const staff = useT('staff')
  const states = useStateWords()
  const allergies = useAllergyWords()
  const here = () => isHere(props.standing)
  const lines = () => states(props.child, props.standing, props.day, props.closed)
  const absences = () =>
    (props.child.absences ?? []).map(({ reason, part }) => {
      const why = staff(`absence.reason.${reason}`)
      const word = part
        ? staff('tile.absentPart', hours(part), why)
        : staff(here() ? 'tile.reported' : 'tile.absent', why)
      return { icon: reasonIcons[reason], word, tone: 'quiet' as const }
    })
  const all = () => [...lines(), ...absences()]
  const action = () => (here() ? t('inOut.out') : t(props.standing.state === 'gone' ? 'inOut.again' : 'inOut.in'))
  /** Of whom a tap is looked for now. */
  const isDue = () => props.standing.state === 'expected' || props.standing.state === 'late'
  return (
    <div class={`relative flex flex-col rounded-card border ${tileLook(props.standing)}`}>
      <button
        type="button"
        data-child={props.child.id}
        aria-label={[
          props.child.callName,
          ...allergies(props.child.allergies),
          ...all().map(({ word }) => word),
          ...(props.child.handover ? [staff('tile.told')] : []),
          ...(props.child.mentor ? [staff('tile.mentor', props.child.mentor.firstName)] : []),
          action(),
        ].join(', ')}
        onClick={() => props.onTap()}
        class="absolute inset-0 touch-manipulation rounded-card focus-visible:outline-offset-2 active:bg-inset"
      />
      <div class="pointer-events-none relative flex grow flex-col p-3 pb-2">
        <ChildTag child={props.child} size="m" grey={!here()} />
        <span class="mt-2 text-lg leading-6 font-strong tracking-[-0.012em] wrap-anywhere">{props.child.callName}</span>
        <AllergyMark allergies={props.child.allergies} />
        {/* Room for three lines: no row moves when a child comes or goes. */}
        <div class="mt-0.5 grid min-h-[4.125rem] content-start">
          <StateLines lines={all()} />
          <HandoverMark handover={props.child.handover} fetchers={here() ? props.child.escorts : undefined} />
        </div>
      </div>
      <span
        aria-hidden="true"
        class={`pointer-events-none relative m-2 mt-auto flex min-h-11 items-center justify-center gap-2 rounded-control border font-strong ${isDue() ? 'border-transparent bg-accent text-on-accent' : 'border-control bg-surface'}`}
      >
        <Icon of={here() ? logOut : logIn} size="m" />
        {action()}
      </span>
      <IconButton
        icon={ellipsis}
        label={t('inOut.more', props.child.callName)}
        onClick={() => props.onOpen()}
        class="absolute! top-0 right-0 text-muted [&_svg]:[stroke-width:3]"
      />
    </div>
  )
}
