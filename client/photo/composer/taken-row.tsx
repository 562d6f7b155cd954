import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { momentAt, wallClock } from '../../diary/composer/local-time.ts'
import { TimeInput } from '../../diary/composer/time-input.tsx'
import { language, useT } from '../../locales/words.ts'
import { today } from '../../minute.ts'
import { clock, longDay } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { camera, chevronDown, clock as clockIcon } from '../../ui/icons.ts'
import type { DraftPhoto, PhotoTag } from './photo-draft.ts'

/** When the selected photos were taken, as the camera said or as somebody corrected it. */
export function TakenRow(props: {
  photos: readonly DraftPhoto[]
  timeZone: string
  error: string | undefined
  onTag: (how: (tag: PhotoTag) => PhotoTag) => void
}): JSX.Element {
  const t = useT('staff')
  const [open, setOpen] = createSignal(false)
  const inOrder = createMemo(() =>
    props.photos.map(({ takenAt }) => takenAt).sort((a, b) => Date.parse(a) - Date.parse(b)),
  )
  const first = () => inOrder()[0] ?? ''
  const last = () => inOrder().at(-1) ?? ''
  const wall = () => wallClock(first(), props.timeZone)
  const summary = () => {
    const days = [...new Set([first(), last()].map((moment) => wallClock(moment, props.timeZone).day))]
    const day = days.map((one) => longDay(one, language(), today())).join(', ')
    const times = t('tagging.times', clock(first(), language()), clock(last(), language()))
    return days.length === 1 && days[0] === today() ? times : `${day}, ${times}`
  }
  const take = (day: string, time: string) => {
    const { instant } = momentAt(day, time, props.timeZone)
    props.onTag((tag) => ({ ...tag, takenAt: instant }))
  }
  return (
    <div>
      <button
        type="button"
        aria-expanded={open()}
        onClick={() => setOpen(!open())}
        class="-mx-2 flex min-h-target w-[calc(100%+1rem)] items-center gap-2 rounded-control px-2 text-left text-sm hover:bg-inset"
      >
        <Icon of={clockIcon} size="m" class="text-muted" />
        <span class="grow">
          <span class="text-muted">{t('tagging.takenAt')}</span> <b class="tabular-nums">{summary()}</b>
        </span>
        <Icon of={chevronDown} size="m" class={`text-muted ${open() ? 'rotate-180' : ''}`} />
      </button>
      <Show when={open()}>
        <div class="mt-1 mb-2 grid gap-3">
          <Field
            type="date"
            label={t('when.day')}
            value={wall().day}
            max={today()}
            required
            onInput={(typed) => typed.currentTarget.value && take(typed.currentTarget.value, wall().time)}
            class="tabular-nums"
          />
          <TimeInput label={t('when.time')} value={wall().time} onChange={(time) => time && take(wall().day, time)} />
          <Show when={props.photos.some(({ tag }) => tag.takenAt !== null)}>
            <Button icon={camera} onClick={() => props.onTag((tag) => ({ ...tag, takenAt: null }))}>
              {t('tagging.takenCamera')}
            </Button>
          </Show>
        </div>
      </Show>
      <Show when={props.error}>
        {(words) => (
          <p role="alert" class="text-sm text-alert">
            {words()}
          </p>
        )}
      </Show>
    </div>
  )
}
