import { createSignal, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { users } from '../ui/icons.ts'
import { laterPart, Opening } from '../ui/opening.tsx'

const collectorsDialog = laterPart(() => import('./collectors.tsx').then((module) => module.CollectorsDialog))

/** Opens who may bring and fetch a child besides its guardians. */
export function CollectorsButton(props: { childId: Id; name: string }): JSX.Element {
  const t = useT('office')
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button icon={users} aria-label={t('collectors.title', props.name)} onClick={() => setOpen(true)}>
        {t('collectors.open')}
      </Button>
      <Show when={open()}>
        <Opening of={collectorsDialog} title={t('collectors.title', props.name)} onClose={() => setOpen(false)}>
          {(Collectors) => <Collectors childId={props.childId} name={props.name} onClose={() => setOpen(false)} />}
        </Opening>
      </Show>
    </>
  )
}
