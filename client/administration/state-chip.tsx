import { type JSX, Show } from 'solid-js'
import type { PersonState } from '../../backend/contract/administration.ts'
import { useT } from '../locales/words.ts'
import { Chip } from '../ui/chip.tsx'
import { circleAlert, circleCheck, circleMinus, clock } from '../ui/icons.ts'

const looks = {
  active: ['present', circleCheck],
  invited: ['quiet', clock],
  expired: ['alert', circleAlert],
  uninvited: ['quiet', circleMinus],
} as const

/** How far somebody is with an account. */
export function StateChip(props: { state: PersonState }): JSX.Element {
  const t = useT('office')
  return (
    <Chip tone={looks[props.state][0]} icon={looks[props.state][1]} small>
      {t(`administration.state.${props.state}`)}
    </Chip>
  )
}

/** Whether a guardian has parental authority, where that is not so. */
export function AuthorityChip(props: { parentalAuthority: boolean }): JSX.Element {
  const t = useT('office')
  return (
    <Show when={!props.parentalAuthority}>
      <Chip icon={circleMinus} small>
        {t('administration.noAuthority')}
      </Chip>
    </Show>
  )
}
