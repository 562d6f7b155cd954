import { createSignal, type JSX, Show } from 'solid-js'
import { useGroup } from '../group/group-day.tsx'
import { Signal } from '../group/signal.tsx'
import { learn, useT } from '../locales/words.ts'
import { sun } from '../ui/icons.ts'
import { laterPart, Opening } from '../ui/opening.tsx'

const panel = laterPart(async () => {
  const [{ GroupHandovers }] = await Promise.all([import('./group-handovers.tsx'), learn('handover')])
  return GroupHandovers
})

/** What guardians told of today, how much of it nobody saw yet, and the way to it. */
export function HandoverBar(): JSX.Element {
  const t = useT('staff')
  const group = useGroup()
  const [open, setOpen] = createSignal(false)
  // What an older version kept on this device has none.
  const told = () => group.today()?.handovers ?? []
  const back = () => group.today()?.takenBack ?? []
  const unseen = () => told().filter(({ seen }) => seen === null).length
  return (
    <>
      <Signal
        when={told().length + back().length > 0}
        icon={sun}
        words={[t('group.told', told().length), back().length > 0 && t('group.told.back', back().length)]
          .filter(Boolean)
          .join(', ')}
        strong={unseen() > 0 ? t('group.told.unseen', unseen()) : undefined}
        opens={t('group.told.look')}
        onOpen={() => setOpen(true)}
      />
      <Show when={open()}>
        <Opening of={panel} title={t('group.told.look')} onClose={() => setOpen(false)}>
          {(Handovers) => (
            <Handovers
              handovers={told()}
              takenBack={back()}
              children={group.today()?.children ?? []}
              onTook={(handover) => group.tookHandover(handover)}
              onClose={() => setOpen(false)}
            />
          )}
        </Opening>
      </Show>
    </>
  )
}
