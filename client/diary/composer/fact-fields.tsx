import { type JSX, Match, Show, Switch } from 'solid-js'
import { amounts, moods, places, toilets } from '../../../backend/contract/diary-text.ts'
import { useT } from '../../locales/words.ts'
import { Field } from '../../ui/field.tsx'
import { frown, laugh, meh, moon, smile } from '../../ui/icons.ts'
import { Choices } from './choices.tsx'
import { cleanText } from './clean-text.ts'
import { beginsTheDayBefore, type DraftFact, type Mood } from './draft.ts'
import { timeAfter, type WallTime } from './local-time.ts'
import { TemperatureField } from './temperature-field.tsx'
import { TimeInput } from './time-input.tsx'

type Of<K extends DraftFact['kind']> = Extract<DraftFact, { kind: K }>

interface Props<F> {
  fact: F
  now: WallTime
  onChange: (fact: F) => void
}

const faces: Record<Mood, string> = { happy: laugh, content: smile, calm: meh, tired: moon, sad: frown, upset: frown }
const naps = [30, 60, 90, 120]

/** What is filled in about one fact, by kind. */
export function FactFields(props: Props<DraftFact>): JSX.Element {
  return (
    <Switch>
      <Match when={props.fact.kind === 'sleep' && props.fact}>{(fact) => <Sleep {...props} fact={fact()} />}</Match>
      <Match
        when={
          (props.fact.kind === 'meal' || props.fact.kind === 'drink' || props.fact.kind === 'activity') && props.fact
        }
      >
        {(fact) => <What {...props} fact={fact()} />}
      </Match>
      <Match when={props.fact.kind === 'diaper' && props.fact}>{(fact) => <Diaper {...props} fact={fact()} />}</Match>
      <Match when={props.fact.kind === 'mood' && props.fact}>{(fact) => <Feeling {...props} fact={fact()} />}</Match>
      <Match when={props.fact.kind === 'temperature' && props.fact}>
        {(fact) => (
          <div class="grid gap-3">
            <TemperatureField value={fact().celsius} onChange={(celsius) => props.onChange({ ...fact(), celsius })} />
            <At {...props} fact={fact()} />
          </div>
        )}
      </Match>
    </Switch>
  )
}

function At<F extends Exclude<DraftFact, Of<'sleep'>>>(props: Props<F>): JSX.Element {
  const t = useT('staff')
  return (
    <TimeInput label={t('fact.at')} value={props.fact.at} onChange={(at) => props.onChange({ ...props.fact, at })} />
  )
}

function Sleep(props: Props<Of<'sleep'>>): JSX.Element {
  const t = useT('staff')
  const end = () => props.fact.to ?? props.now
  const lasts = () =>
    naps.find((minutes) => props.fact.to !== null && props.fact.from === timeAfter(end(), -minutes)) ?? null
  return (
    <div class="grid gap-3">
      <Choices
        columns={4}
        label={t('sleep.length')}
        value={lasts()}
        options={naps.map((minutes) => ({ value: minutes, label: t('sleep.minutes', minutes) }))}
        onChange={(minutes) => props.onChange({ ...props.fact, from: timeAfter(end(), -(minutes ?? 0)), to: end() })}
      />
      <TimeInput
        label={t('sleep.from')}
        value={props.fact.from}
        onChange={(from) => props.onChange({ ...props.fact, from })}
      />
      <Show when={props.fact.to !== null}>
        <TimeInput
          label={t('sleep.to')}
          value={props.fact.to ?? ''}
          onChange={(to) => props.onChange({ ...props.fact, to })}
        />
      </Show>
      <Show when={beginsTheDayBefore(props.fact)}>
        <p class="text-sm text-muted">{t('sleep.dayBefore')}</p>
      </Show>
      <Choices
        label={t('sleep.still')}
        value={props.fact.to === null ? 'yes' : null}
        options={[{ value: 'yes', label: t('sleep.still') }]}
        onChange={(still) => props.onChange({ ...props.fact, to: still === null ? props.now : null })}
        optional
      />
    </div>
  )
}

const millilitres = [50, 100, 150, 200]

function What(props: Props<Of<'meal'> | Of<'drink'> | Of<'activity'>>): JSX.Element {
  const t = useT('staff')
  const usual = () =>
    t(`usual.${props.fact.kind}`)
      .split(', ')
      .map((what) => ({ value: what, label: what }))
  return (
    <div class="grid gap-3">
      <Choices
        columns={3}
        label={t(`what.${props.fact.kind}.usual`)}
        value={props.fact.what}
        options={usual()}
        onChange={(what) => props.onChange({ ...props.fact, what: what ?? '' })}
        optional
      />
      <Field
        label={t(`what.${props.fact.kind}`)}
        value={props.fact.what}
        maxLength={200}
        autocomplete="off"
        onInput={(typed) => props.onChange({ ...props.fact, what: cleanText(typed.currentTarget.value) })}
      />
      <Show when={props.fact.kind === 'meal' && props.fact}>
        {(meal) => (
          <Choices
            columns={5}
            label={t('amount.label')}
            value={meal().amount}
            options={amounts.map((amount) => ({ value: amount, label: t(`amount.short.${amount}`) }))}
            onChange={(amount) => props.onChange({ ...meal(), amount })}
            optional
          />
        )}
      </Show>
      <Show when={props.fact.kind === 'drink' && props.fact}>
        {(drink) => (
          <Choices
            columns={4}
            label={t('drink.label')}
            value={drink().millilitres}
            options={millilitres.map((value) => ({ value, label: `${value} ml` }))}
            onChange={(chosen) => props.onChange({ ...drink(), millilitres: chosen })}
            optional
          />
        )}
      </Show>
      <At {...props} fact={props.fact} />
    </div>
  )
}

function Diaper(props: Props<Of<'diaper'>>): JSX.Element {
  const t = useT('staff')
  return (
    <div class="grid gap-3">
      <Choices
        columns={4}
        label={t('diaper.what')}
        value={props.fact.what}
        options={toilets.map((what) => ({ value: what, label: t(`diaper.short.${what}`) }))}
        onChange={(what) => what && props.onChange({ ...props.fact, what })}
      />
      <Choices
        columns={3}
        label={t('diaper.place')}
        value={props.fact.place}
        options={places.map((place) => ({ value: place, label: t(`diaper.place.${place}`) }))}
        onChange={(place) => place && props.onChange({ ...props.fact, place })}
      />
      <At {...props} fact={props.fact} />
    </div>
  )
}

function Feeling(props: Props<Of<'mood'>>): JSX.Element {
  const t = useT('staff')
  return (
    <div class="grid gap-3">
      <Choices
        columns={3}
        label={t('fact.mood')}
        value={props.fact.mood}
        options={moods.map((mood) => ({ value: mood, label: t(`mood.short.${mood}`), icon: faces[mood] }))}
        onChange={(mood) => mood && props.onChange({ ...props.fact, mood })}
      />
      <At {...props} fact={props.fact} />
    </div>
  )
}
