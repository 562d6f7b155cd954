import { createSignal, type JSX, Show } from 'solid-js'
import { useGroup } from '../group/group-day.tsx'
import { learn, useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
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
      {/* Always there, so that it is heard when something comes into it. */}
      <div role="status">
        <Show when={told().length + back().length > 0}>
          <div class="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-hairline bg-notice py-2 pr-2 pl-4">
            <p class="flex min-w-0 grow basis-48 items-center gap-3">
              <Icon of={sun} size="m" class={unseen() > 0 ? 'text-alert' : 'text-muted'} />
              <span class="min-w-0 huge:wrap-anywhere huge:hyphens-auto">
                {t('group.told', told().length)}
                <Show when={back().length > 0}>, {t('group.told.back', back().length)}</Show>
                <Show when={unseen() > 0}>
                  , <b class="text-alert">{t('group.told.unseen', unseen())}</b>
                </Show>
              </span>
            </p>
            <Button aria-label={t('group.told.look')} onClick={() => setOpen(true)}>
              {t('action.show')}
            </Button>
          </div>
        </Show>
      </div>
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
