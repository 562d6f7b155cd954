import { type JSX, Show } from 'solid-js'
import type { Day } from '../../../backend/contract/values.ts'
import { language, useT } from '../../locales/words.ts'
import { clock, longDay } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { clock as clockIcon } from '../../ui/icons.ts'
import { Choices } from './choices.tsx'
import type { Draft } from './draft.ts'
import { aboutMoment } from './post.ts'
import { TimeRow } from './time-row.tsx'

/** The time it is about: the moment of sending, or a time on this or an earlier day. */
export function WhenRow(props: {
  draft: Draft
  timeZone: string
  now: number
  today: Day
  error: string | undefined
  onChange: (how: (draft: Draft) => Draft) => void
}): JSX.Element {
  const t = useT('staff')
  const moment = () => aboutMoment(props.draft, props.timeZone, props.now)
  const summary = () => {
    const day = props.draft.day === props.today ? '' : `${longDay(props.draft.day, language(), props.today)}, `
    return props.draft.about === null ? t('when.now', clock(props.now)) : `${day}${props.draft.about}`
  }
  const note = () =>
    moment().note === 'skipped'
      ? t('when.skipped', props.draft.about ?? '', clock(moment().instant))
      : moment().note === 'twice'
        ? t('when.twice', props.draft.about ?? '')
        : undefined
  return (
    <TimeRow
      label={t('when.label')}
      summary={summary()}
      day={props.draft.day}
      time={props.draft.about ?? clock(props.now)}
      note={note()}
      error={props.error}
      onDay={(day) => props.onChange((draft) => ({ ...draft, day, about: draft.about ?? clock(props.now) }))}
      onTime={(about) => props.onChange((draft) => ({ ...draft, about, second: false }))}
    >
      {(close) => (
        <>
          <Show when={moment().note === 'twice'}>
            <Choices
              label={t('when.which')}
              value={props.draft.second ? 'second' : 'first'}
              options={[
                { value: 'first', label: t('when.first') },
                { value: 'second', label: t('when.second') },
              ]}
              onChange={(which) => props.onChange((draft) => ({ ...draft, second: which === 'second' }))}
            />
          </Show>
          <Show when={props.draft.about !== null && !props.draft.corrects}>
            <Button
              icon={clockIcon}
              onClick={() => {
                props.onChange((draft) => ({ ...draft, about: null, second: false, day: props.today }))
                close()
              }}
            >
              {t('when.takeNow')}
            </Button>
          </Show>
        </>
      )}
    </TimeRow>
  )
}
