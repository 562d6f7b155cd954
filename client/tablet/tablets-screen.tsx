import { createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import type { Tablet } from '../../backend/contract/tablet.ts'
import { codeLength, idleChoices } from '../../backend/contract/tablet-limits.ts'
import { call, type Reply } from '../api.ts'
import { now } from '../clock.ts'
import { language, useT } from '../locales/words.ts'
import { Loaded } from '../office/loaded.tsx'
import { moment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field, Select } from '../ui/field.tsx'
import { announce } from '../ui/live-region.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'

type Place = { id: string; name: string }
type Code = Reply<'addTabletCode'>
/** While a code is shown it is asked so often whether it was used, in seconds. */
const lookEvery = 5

/** The tablets of a manager's locations: pairing one, and taking its right away. */
export function Screen(): JSX.Element {
  const t = useT('tablet')
  const o = useT('office')
  const [known, setKnown] = createSignal<{ tablets: readonly Tablet[]; locations: readonly Place[] }>()
  const [error, setError] = createSignal<unknown>()
  const [asking, setAsking] = createSignal<Tablet>()
  const load = async () => {
    try {
      const [{ tablets }, { locations }] = await Promise.all([call('tablets'), call('locations')])
      setKnown({ tablets, locations })
      setError(undefined)
    } catch (cause) {
      setError(() => cause)
    }
  }
  /** Whether a tablet was paired meanwhile; what does not answer is asked again soon. */
  const look = async () => {
    const answer = await call('tablets').catch(() => undefined)
    if (answer) setKnown((known) => known && { ...known, tablets: answer.tablets })
  }
  onMount(() => void load())
  return (
    <main id="main" class="px-gutter pt-5 pb-24">
      <div class="max-w-timeline">
        <ScreenTitle>{o('tablets.title')}</ScreenTitle>
        <p class="mt-1 mb-4 text-sm text-pretty text-muted">{t('tablets.intro')}</p>
        <Loaded value={known()} error={error()} failed={t('tablets.failed')} onRetry={() => void load()}>
          {(all) => (
            <div class="grid gap-4">
              <Pairing locations={all().locations} tablets={all().tablets} onLook={look} onUsed={() => void load()} />
              <Show when={all().tablets.length > 0} fallback={<p class="text-muted">{t('tablets.none')}</p>}>
                <Card>
                  <ul>
                    <For each={all().tablets}>
                      {(tablet) => (
                        <li class="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-hairline p-4 first:border-t-0">
                          <div class="min-w-0 grow basis-56">
                            <p class="font-strong wrap-anywhere">
                              {tablet.name}, {tablet.location.name}
                            </p>
                            <p class="text-sm text-muted text-pretty">
                              {t('tablets.paired', moment(tablet.pairedAt, language()), tablet.pairedBy)}{' '}
                              {t('tablets.seen', moment(tablet.seenAt, language()))}{' '}
                              {t('tablets.idle', tablet.idleMinutes)}
                            </p>
                          </div>
                          <Button
                            kind="alert"
                            aria-label={t('tablets.revoke.name', tablet.name)}
                            onClick={() => setAsking(tablet)}
                          >
                            {t('tablets.revoke')}
                          </Button>
                        </li>
                      )}
                    </For>
                  </ul>
                </Card>
              </Show>
            </div>
          )}
        </Loaded>
      </div>
      <Show when={asking()} keyed>
        {(tablet) => (
          <Revoking
            tablet={tablet}
            onClose={() => setAsking(undefined)}
            onDone={() => {
              setAsking(undefined)
              announce(t('tablets.revoked', tablet.name))
              void load()
            }}
          />
        )}
      </Show>
    </main>
  )
}

/** Makes a code and shows it for as long as it is good. */
function Pairing(props: {
  locations: readonly Place[]
  tablets: readonly Tablet[]
  /** Asked while a code is shown. */
  onLook: () => void
  onUsed: () => void
}): JSX.Element {
  const t = useT('tablet')
  const [name, setName] = createSignal('')
  const [place, setPlace] = createSignal<string>()
  const [idle, setIdle] = createSignal<(typeof idleChoices)[number]>(2)
  const [checked, setChecked] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const [code, setCode] = createSignal<Code & { name: string; before: ReadonlySet<string> }>()
  const [paired, setPaired] = createSignal<string>()
  const [left, setLeft] = createSignal(0)
  const missing = () => (checked() && name().trim() === '' ? t('tablets.name.missing') : undefined)
  const timer = setInterval(() => {
    const shown = code()
    if (!shown) return
    setLeft(Math.max(0, Date.parse(shown.expiresAt) - now()))
    const used = props.tablets.some(({ id, name }) => name === shown.name && !shown.before.has(id))
    if (used) setPaired(shown.name)
    if (used || left() === 0) return done()
    if (Math.round(left() / 1000) % lookEvery === 0) props.onLook()
  }, 1000)
  onCleanup(() => clearInterval(timer))
  const done = () => {
    setCode(undefined)
    props.onUsed()
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setChecked(true)
    setError(undefined)
    const locationId = place() ?? props.locations[0]?.id
    if (missing() || busy() || !locationId) return
    setBusy(true)
    try {
      const body = { locationId, name: name().trim(), idleMinutes: idle() }
      const made = await call('addTabletCode', { body })
      setLeft(Date.parse(made.expiresAt) - now())
      setPaired(undefined)
      setCode({ ...made, name: body.name, before: new Set(props.tablets.map(({ id }) => id)) })
      setName('')
      setChecked(false)
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }
  const minutes = () => Math.ceil(left() / 60_000)
  return (
    <Card class="p-4">
      <h2 class="text-lg font-strong">{t('tablets.pair')}</h2>
      <p role="status" class="mt-2 rounded-control bg-present-tint p-3 text-sm wrap-anywhere empty:hidden">
        {paired() === undefined ? '' : t('tablets.pairedNow', paired() ?? '')}
      </p>
      <Show
        when={code()}
        fallback={
          <form novalidate onSubmit={submit} class="mt-3 grid gap-4">
            <Field
              label={t('tablets.name')}
              help={t('tablets.name.help')}
              error={missing()}
              maxlength={60}
              autocomplete="off"
              value={name()}
              onInput={(event) => setName(event.currentTarget.value)}
            />
            <Show when={props.locations.length > 1}>
              <Select
                label={t('tablets.location')}
                value={place() ?? props.locations[0]?.id}
                options={props.locations.map(({ id, name: label }) => ({ value: id, label }))}
                onChange={(event) => setPlace(event.currentTarget.value)}
              />
            </Show>
            <Select
              label={t('tablets.idleAfter')}
              value={String(idle())}
              options={idleChoices.map((n) => ({ value: String(n), label: t('tablets.minutes', n) }))}
              onChange={(event) => setIdle(idleChoices[event.currentTarget.selectedIndex]!)}
            />
            <Show when={error()}>{(cause) => <ErrorNote error={cause()} />}</Show>
            <Button kind="primary" type="submit" busy={busy()}>
              {t('tablets.code.make')}
            </Button>
          </form>
        }
      >
        {(shown) => (
          <div class="mt-3 grid gap-3">
            <p class="text-pretty">{t('tablets.code.how', location.host)}</p>
            <p
              data-code
              class="rounded-control bg-inset p-4 text-center text-2xl font-title tracking-[0.12em] wrap-anywhere"
            >
              {shown().code.slice(0, codeLength / 2)} {shown().code.slice(codeLength / 2)}
            </p>
            <p class="text-sm text-muted tabular-nums">{t('tablets.code.left', minutes())}</p>
            <Button onClick={done}>{t('tablets.code.done')}</Button>
          </div>
        )}
      </Show>
    </Card>
  )
}

/** A last question, which says what follows. */
function Revoking(props: { tablet: Tablet; onClose: () => void; onDone: () => void }): JSX.Element {
  const t = useT('tablet')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  async function act(): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      await call('revokeTablet', { params: { tabletId: props.tablet.id } })
      props.onDone()
    } catch (cause) {
      setError(() => cause)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={t('tablets.revoke.title', props.tablet.name)}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="alert" busy={busy()} onClick={() => void act()}>
            {t('tablets.revoke')}
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <p>{t('tablets.revoke.text')}</p>
      <Show when={error()}>{(cause) => <ErrorNote error={cause()} />}</Show>
    </Dialog>
  )
}
