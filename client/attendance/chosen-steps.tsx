import { type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useGroup } from '../group/group-day.tsx'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { logIn, logOut } from '../ui/icons.ts'
import { isHere } from './board.ts'
import { useSteps } from './steps.ts'

/** Lets everybody who is chosen in or out at once. */
export function ChosenSteps(props: { chosen: readonly Id[]; onDone: () => void }): JSX.Element {
  const t = useT('attendance')
  const group = useGroup()
  const steps = useSteps()
  const here = () => props.chosen.filter((id) => isHere(group.standings().get(id)))
  const away = () => props.chosen.filter((id) => !isHere(group.standings().get(id)))
  return (
    <>
      <Show when={away().length > 0}>
        <Button
          icon={logIn}
          aria-label={t('inOut.in.chosen', away().length)}
          onClick={() => {
            steps.checkIn(away())
            props.onDone()
          }}
        >
          {t('inOut.in.count', away().length)}
        </Button>
      </Show>
      <Show when={here().length > 0}>
        <Button
          icon={logOut}
          aria-label={t('inOut.out.chosen', here().length)}
          onClick={() => {
            steps.checkOut(here())
            props.onDone()
          }}
        >
          {t('inOut.out.count', here().length)}
        </Button>
      </Show>
    </>
  )
}
