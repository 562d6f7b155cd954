import { createSignal, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { triangleAlert } from '../ui/icons.ts'
import { laterPart, Opening } from '../ui/opening.tsx'

const allergiesDialog = laterPart(() => import('./allergies.tsx').then((module) => module.AllergiesDialog))

/** Opens what a child does not tolerate. */
export function AllergiesButton(props: { childId: Id; name: string }): JSX.Element {
  const t = useT('office')
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button icon={triangleAlert} aria-label={t('allergies.title', props.name)} onClick={() => setOpen(true)}>
        {t('allergies.open')}
      </Button>
      <Show when={open()}>
        <Opening of={allergiesDialog} title={t('allergies.title', props.name)} onClose={() => setOpen(false)}>
          {(Allergies) => <Allergies childId={props.childId} name={props.name} onClose={() => setOpen(false)} />}
        </Opening>
      </Show>
    </>
  )
}
