import { createSignal, type JSX } from 'solid-js'
import type { Day } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'

/** Asks which day to go to. */
export function JumpDialog(props: {
  open: boolean
  day: Day
  onGo: (day: Day) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('guardian')
  const [problem, setProblem] = createSignal<string>()
  const form = 'jump-to-day'
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    const day = String(new FormData(event.currentTarget).get('day') ?? '')
    if (day === '') setProblem(t('jump.missing'))
    else if (day > today()) setProblem(t('jump.future'))
    else {
      setProblem(undefined)
      props.onGo(day)
    }
  }
  return (
    <Dialog
      open={props.open}
      title={t('jump.title')}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="primary" type="submit" form={form}>
            {t('jump.go')}
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <form id={form} novalidate onSubmit={submit}>
        <Field label={t('jump.day')} name="day" type="date" value={props.day} max={today()} error={problem()} />
      </form>
    </Dialog>
  )
}
