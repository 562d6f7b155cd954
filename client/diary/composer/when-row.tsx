import { createSignal, type JSX, Show } from 'solid-js'
import type { Day } from '../../../backend/contract/values.ts'
import { language, useT } from '../../locales/words.ts'
import { clock, longDay } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { chevronDown, clock as clockIcon } from '../../ui/icons.ts'
import { Choices } from './choices.tsx'
import type { Draft } from './draft.ts'
import { aboutMoment } from './post.ts'
import { TimeInput } from './time-input.tsx'

/** The time it is about: the moment of sending, or a time on this or an earlier day. */
export function WhenRow(props: {
  draft: Draft
  timeZone: string
  now: number
  today: Day
  error: string | undefined
  onChange: (how: (draft: Draft) => Draft) => void
}): JSX.Element {
  const t = useT('staff')
  const [open, setOpen] = createSignal(false)
  const moment = () => aboutMoment(props.draft, props.timeZone, props.now)
  const summary = () => {
    const day = props.draft.day === props.today ? '' : `${longDay(props.draft.day, language(), props.today)}, `
    return props.draft.about === null ? t('when.now', clock(props.now)) : `${day}${props.draft.about}`
  }
  const note = () =>
    moment().note === 'skipped'
      ? t('when.skipped', props.draft.about ?? '', clock(moment().instant))
      : moment().note === 'twice'
        ? t('when.twice', props.draft.about ?? '')
        : undefined
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
          <span class="text-muted">{t('when.label')}</span> <b class="tabular-nums">{summary()}</b>
        </span>
        <Icon of={chevronDown} size="m" class={`text-muted ${open() ? 'rotate-180' : ''}`} />
      </button>
      <Show when={open()}>
        <div class="mt-1 mb-2 grid gap-3">
          <div class="grid gap-3">
            <Field
              type="date"
              label={t('when.day')}
              value={props.draft.day}
              max={props.today}
              required
              onInput={(typed) => {
                const day = typed.currentTarget.value
                if (day) props.onChange((draft) => ({ ...draft, day, about: draft.about ?? clock(props.now) }))
              }}
              class="tabular-nums"
            />
            <TimeInput
              label={t('when.time')}
              value={props.draft.about ?? clock(props.now)}
              onChange={(about) => about && props.onChange((draft) => ({ ...draft, about, second: false }))}
            />
          </div>
          <Show when={moment().note === 'twice'}>
            <Choices
              label={t('when.which')}
              value={props.draft.second ? 'second' : 'first'}
              options={[
                { value: 'first', label: t('when.first') },
                { value: 'second', label: t('when.second') },
              ]}
              onChange={(which) => props.onChange((draft) => ({ ...draft, second: which === 'second' }))}
            />
          </Show>
          <Show when={props.draft.about !== null && !props.draft.corrects}>
            <Button
              icon={clockIcon}
              onClick={() => {
                props.onChange((draft) => ({ ...draft, about: null, second: false, day: props.today }))
                setOpen(false)
              }}
            >
              {t('when.takeNow')}
            </Button>
          </Show>
        </div>
      </Show>
      <Show when={note()}>{(words) => <p class="text-sm text-muted">{words()}</p>}</Show>
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
