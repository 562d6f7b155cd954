import { createSignal, type JSX, Show } from 'solid-js'
import { houseRulesLength, type LocationInfo, type LocationSaid } from '../../backend/contract/location.ts'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError, call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { createKeptDraft } from '../office/kept-draft.ts'
import { type DayDraft, draftOf, weekOf } from '../planning/week-draft.ts'
import { WeekFields } from '../planning/week-fields.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { focusInvalid } from '../ui/focus-invalid.ts'
import { announce } from '../ui/live-region.tsx'
import { LocationCard } from './location-card.tsx'

type Draft = Omit<LocationSaid, 'opening'> & { days: DayDraft[]; version: number }

const draftFrom = ({ street, postalCode, city, phone, email, houseRules, opening, version }: LocationInfo): Draft => ({
  street,
  postalCode,
  city,
  phone,
  email,
  houseRules,
  days: draftOf('', opening).days,
  version,
})
const reasons = ['phone', 'email', 'too_long', 'one_line'] as const

/** What a manager says of a location, beside how guardians will see it. What was typed stays on the device until it is stored. */
export function ToldForm(props: {
  location: LocationInfo
  person: Id
  onSaved: (location: LocationInfo) => void
  /** Fetches what holds now. */
  onStale: () => Promise<LocationInfo | undefined>
}): JSX.Element {
  const t = useT('location')
  const written = createKeptDraft<Draft>(props.person, `location.${props.location.id}`, () => draftFrom(props.location))
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [saved, setSaved] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const [theirs, setTheirs] = createSignal<LocationInfo>()
  let form!: HTMLFormElement

  const draft = () => written.draft()
  const change = (part: Partial<Draft>) => {
    setSaved(false)
    written.change(part)
  }
  const fields = () => {
    const cause = error()
    return cause instanceof ApiError && cause.code === 'invalid' ? (cause.details.fields ?? []) : []
  }
  const problem = (path: string) => {
    const reason = fields().find((one) => one.path === path)?.reason
    return reason && t(`told.problem.${reasons.find((one) => one === reason) ?? 'other'}`)
  }
  const isSaid = () =>
    fields().length > 0 &&
    fields().every(({ path }) => ['street', 'postalCode', 'city', 'phone', 'email', 'houseRules'].includes(path))
  const preview = (): LocationInfo => {
    const { days, version: _, ...said } = draft()
    return { ...props.location, ...said, opening: weekOf(days) ?? props.location.opening }
  }

  async function save(): Promise<void> {
    setTried(true)
    const opening = weekOf(draft().days)
    if (!opening || draft().houseRules.length > houseRulesLength) return focusInvalid(form)
    setBusy(true)
    setError(undefined)
    try {
      const { days: _, version, ...said } = draft()
      const body = { ...said, opening, version }
      const { location } = await call('saveLocation', { params: { locationId: props.location.id }, body })
      setTheirs()
      setTried(false)
      props.onSaved(location)
      written.clear()
      setSaved(true)
      announce(t('told.saved'))
    } catch (cause) {
      if (cause instanceof ApiError && cause.code === 'stale_version') setTheirs(await props.onStale())
      else setError(() => cause)
      focusInvalid(form)
    } finally {
      setBusy(false)
    }
  }

  /** The other's version, or mine over it. */
  function settle(how: 'mine' | 'theirs'): void {
    const now = theirs()
    if (!now) return
    setTheirs()
    if (how === 'theirs') {
      props.onSaved(now)
      written.clear()
      return
    }
    written.change({ version: now.version })
    void save()
  }

  const line = (
    name: 'street' | 'postalCode' | 'city' | 'phone' | 'email',
    more: JSX.InputHTMLAttributes<HTMLInputElement>,
  ) => (
    <Field
      label={t(`told.${name}`)}
      autocomplete="off"
      value={draft()[name]}
      error={problem(name)}
      onInput={(input) => change({ [name]: input.currentTarget.value })}
      {...more}
    />
  )
  return (
    <div class="grid grid-cols-[minmax(0,1fr)] items-start gap-6 detail:grid-cols-2">
      <form
        ref={form}
        novalidate
        class="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Show when={written.isKept() && !saved()}>
          <p class="flex flex-wrap items-center justify-between gap-x-3 text-sm text-muted">
            {t('told.kept')}
            <Button
              kind="quiet"
              onClick={() => {
                setError(undefined)
                if (theirs()) settle('theirs')
                else written.clear()
              }}
            >
              {t('told.drop')}
            </Button>
          </p>
        </Show>
        {line('street', { maxLength: 120 })}
        <div class="grid gap-4 rail:grid-cols-[10rem_1fr]">
          {line('postalCode', { maxLength: 12 })}
          {line('city', { maxLength: 80 })}
        </div>
        {line('phone', { type: 'tel', maxLength: 30 })}
        {line('email', { type: 'email', maxLength: 254 })}
        <div>
          <h2 class="font-strong">{t('told.opening')}</h2>
          <WeekFields days={draft().days} tried={tried()} onChange={(days) => change({ days })} />
        </div>
        <CountedArea
          label={t('told.rules')}
          help={t('told.rules.help')}
          rows={6}
          most={houseRulesLength}
          value={draft().houseRules}
          error={problem('houseRules')}
          onInput={(typed) => change({ houseRules: typed.currentTarget.value })}
          class="min-h-40"
        />
        <Show when={theirs()}>
          <Card as="section" quiet class="p-4" role="alert">
            <h2 class="font-strong">{t('told.stale')}</h2>
            <p class="mt-1 text-sm text-pretty">{t('told.stale.text')}</p>
            <div class="mt-3 flex flex-wrap gap-2">
              <Button kind="primary" onClick={() => settle('mine')}>
                {t('told.stale.mine')}
              </Button>
              <Button onClick={() => settle('theirs')}>{t('told.stale.theirs')}</Button>
            </div>
          </Card>
        </Show>
        <Show when={error() && !isSaid()}>
          <ErrorNote error={error()} />
        </Show>
        <div class="flex flex-wrap items-center gap-3">
          <Button kind="primary" type="submit" busy={busy()} disabled={busy()}>
            {t('told.save')}
          </Button>
          <Show when={saved()}>
            <span class="text-sm text-muted">{t('told.saved')}</span>
          </Show>
        </div>
      </form>
      <section aria-label={t('told.preview')}>
        <p class="mb-2 text-sm font-strong text-muted">{t('told.preview')}</p>
        <LocationCard location={theirs() ?? preview()} children={[]} />
      </section>
    </div>
  )
}
