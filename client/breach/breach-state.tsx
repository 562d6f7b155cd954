import type { JSX } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Chip } from '../ui/chip.tsx'
import { check, pencil } from '../ui/icons.ts'

/** Whether a record is still being written. */
export function BreachState(props: { state: 'draft' | 'closed' }): JSX.Element {
  const t = useT('office')
  return (
    <Chip small icon={props.state === 'draft' ? pencil : check}>
      {t(`breach.state.${props.state}`)}
    </Chip>
  )
}
