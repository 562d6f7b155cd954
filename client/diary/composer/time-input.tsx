import type { JSX } from 'solid-js'
import { useT } from '../../locales/words.ts'
import { TimeField } from '../../ui/time-field.tsx'
import type { WallTime } from './local-time.ts'

/** A time on the clock of the day; empty while it is none. */
export function TimeInput(props: {
  label: string
  value: WallTime
  onChange: (time: WallTime) => void
  /** What is wrong with it as a time that there is. */
  error?: string | undefined
}): JSX.Element {
  const t = useT('staff')
  return (
    <TimeField
      label={props.label}
      lessLabel={t('time.less')}
      moreLabel={t('time.more')}
      value={props.value}
      onChange={props.onChange}
      error={props.value === '' ? t('time.wrong') : props.error}
    />
  )
}
