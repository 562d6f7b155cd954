import { createMemo, type JSX, Show } from 'solid-js'
import { momentAt, wallClock } from '../../diary/composer/local-time.ts'
import { TimeRow } from '../../diary/composer/time-row.tsx'
import { language, useT } from '../../locales/words.ts'
import { today } from '../../minute.ts'
import { clock, longDay } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { camera } from '../../ui/icons.ts'
import { type DraftPhoto, retimed, type Tagging } from './photo-draft.ts'

/** When the selected photos were taken, as the camera said or as somebody corrected it. */
export function TakenRow(props: {
  photos: readonly DraftPhoto[]
  timeZone: string
  error: string | undefined
  onTag: (how: Tagging) => void
}): JSX.Element {
  const t = useT('staff')
  const inOrder = createMemo(() =>
    props.photos.map(({ takenAt }) => takenAt).sort((a, b) => Date.parse(a) - Date.parse(b)),
  )
  const first = () => inOrder()[0] ?? ''
  const last = () => inOrder().at(-1) ?? ''
  const wall = () => wallClock(first(), props.timeZone)
  const summary = () => {
    const days = [...new Set([first(), last()].map((moment) => wallClock(moment, props.timeZone).day))]
    const day = days.map((one) => longDay(one, language(), today())).join(', ')
    const times = t('tagging.times', clock(first(), language()), clock(last(), language()))
    return days.length === 1 && days[0] === today() ? times : `${day}, ${times}`
  }
  const take = (day: string, time: string) => {
    const { instant } = momentAt(day, time, props.timeZone)
    props.onTag(retimed(props.photos, instant))
  }
  return (
    <TimeRow
      label={t('tagging.takenAt')}
      summary={summary()}
      day={wall().day}
      time={wall().time}
      error={props.error}
      onDay={(day) => take(day, wall().time)}
      onTime={(time) => take(wall().day, time)}
    >
      {() => (
        <Show when={props.photos.some(({ tag }) => tag.takenAt !== null)}>
          <Button icon={camera} onClick={() => props.onTag((tag) => ({ ...tag, takenAt: null }))}>
            {t('tagging.takenCamera')}
          </Button>
        </Show>
      )}
    </TimeRow>
  )
}
