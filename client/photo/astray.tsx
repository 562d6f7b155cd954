import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { Reply } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { circleCheck, undo } from '../ui/icons.ts'

/** What a photo went through by the time somebody changed who is on it. */
export type Retagged = Reply<'tagPhoto'>

/** After who is on it was changed: how many families had it that were not meant to, and that it can still be recalled. */
export function Astray(props: { after: Retagged; onRecall: () => void; onDone: () => void }): JSX.Element {
  const t = useT('staff')
  const astray = () => props.after.astray
  return (
    <div class="grid content-start gap-3">
      <p class="flex gap-2 rounded-control bg-present-tint p-3">
        <Icon of={circleCheck} size="m" class="mt-px text-present" />
        <span class="min-w-0">
          {t('staffPhoto.retagged')}
          <Show when={props.after.settled > 0}> {t('staffPhoto.astray.settled', props.after.settled)}</Show>
        </span>
      </p>
      <section aria-labelledby="astray" class="rounded-control border border-alert-edge bg-alert-tint p-3">
        <h3 id="astray" class="font-strong">
          {t('staffPhoto.astray.shown', astray().shown)}
        </h3>
        <p class="mt-1">{t('staffPhoto.astray.opened', astray().opened)}</p>
        <p class="mt-2 text-pretty">{t('staffPhoto.astray.recall')}</p>
      </section>
      <div class="grid gap-2">
        <Button kind="alert" icon={undo} onClick={() => props.onRecall()}>
          {t('staffPhoto.astray.do')}
        </Button>
        <Button onClick={() => props.onDone()}>{t('staffPhoto.astray.leave')}</Button>
      </div>
    </div>
  )
}
