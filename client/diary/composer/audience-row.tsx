import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import { language, useT } from '../../locales/words.ts'
import { listed } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useErrorWords } from '../../ui/error-note.tsx'
import { Icon } from '../../ui/icon.tsx'
import { bookX, cameraOff, chevronRight, cloudOff, eye, eyeOff } from '../../ui/icons.ts'
import { initials, Tag } from '../../ui/tag.tsx'
import { type Audience, type AudienceState, knownAudience } from './audience.ts'

type Purpose = 'diary' | 'photos'

/** Who will see this, above the button that sends it; opens to names and reasons. */
export function AudienceRow(props: {
  purpose: Purpose
  audience: AudienceState
  lastKnown: { allowed: number; refused: string[] }
}): JSX.Element {
  const t = useT('staff')
  const wordsOf = useErrorWords()
  const [open, setOpen] = createSignal(false)
  const known = () => knownAudience(props.audience)
  const failed = () => (props.audience.state === 'failed' ? props.audience : null)
  return (
    <Switch
      fallback={
        <p class="flex min-h-target items-center gap-3 pb-3 text-muted">
          <Icon of={eye} />
          {t('audience.asking')}
        </p>
      }
    >
      <Match when={props.audience.state === 'nobody'}>
        <p class="flex min-h-target items-center gap-3 pb-3 text-muted">
          <Icon of={eyeOff} />
          {t('audience.nobody')}
        </p>
      </Match>
      <Match when={props.audience.state === 'offline'}>
        <p role="status" class="grid min-h-target grid-cols-[1.5rem_1fr] items-center gap-3 pb-3 text-sm">
          <Icon of={cloudOff} />
          <span>{t('audience.offline', props.lastKnown.allowed, listed(props.lastKnown.refused, language()))}</span>
        </p>
      </Match>
      <Match when={failed()}>
        {(failure) => (
          <p role="status" class="grid min-h-target grid-cols-[1.5rem_1fr] items-center gap-3 pb-3 text-sm">
            <Icon of={cloudOff} />
            <span>{t('audience.failed', wordsOf(failure().error))}</span>
          </p>
        )}
      </Match>
      <Match when={known()}>
        {(audience) => (
          <>
            <button
              type="button"
              onClick={() => setOpen(true)}
              aria-haspopup="dialog"
              class="grid min-h-target w-full grid-cols-[1.5rem_minmax(0,1fr)_1.25rem] items-center gap-3 pb-3 text-left leading-snug"
            >
              <Icon of={eye} />
              <AudienceSentence audience={audience()} />
              <Icon of={chevronRight} size="m" class="text-muted" />
            </button>
            <Dialog
              open={open()}
              title={t('audience.title')}
              onClose={() => setOpen(false)}
              actions={<Button onClick={() => setOpen(false)}>{t('action.close')}</Button>}
            >
              <AudienceNames audience={audience()} purpose={props.purpose} />
            </Dialog>
          </>
        )}
      </Match>
    </Switch>
  )
}

const withoutReaders = (audience: Audience) => audience.children.filter((child) => child.readers === 0)

function AudienceSentence(props: { audience: Audience }): JSX.Element {
  const t = useT('staff')
  const left = () => withoutReaders(props.audience)
  return (
    <span>
      {t('audience.visible')}{' '}
      <b class="whitespace-nowrap huge:whitespace-normal">{t('audience.families', props.audience.families)}</b>
      <Show when={left().length > 0}>
        , <span class="whitespace-nowrap huge:whitespace-normal">{t('audience.not')}</span>{' '}
        <b>
          {listed(
            left().map(({ callName }) => callName),
            language(),
          )}
        </b>
      </Show>
    </span>
  )
}

function AudienceNames(props: { audience: Audience; purpose: Purpose }): JSX.Element {
  const t = useT('staff')
  const words = (child: Audience['children'][number]) =>
    child.reason === 'not_now'
      ? t(`audience.notNow.${props.purpose}`)
      : child.reason === 'not_then'
        ? t('audience.notThen')
        : child.readers === 0
          ? t('audience.noReaders')
          : t('audience.readers', child.readers)
  return (
    <ul class="-my-1">
      <For each={props.audience.children}>
        {(child) => (
          <li class="flex min-h-12 items-center gap-3 border-t border-hairline py-1.5 first:border-t-0">
            <Tag id={child.id} initials={initials(child.callName)} size="s" />
            <span class="min-w-0 grow">
              <b>{child.callName}</b>
              <br />
              <span class="text-muted">{words(child)}</span>
            </span>
            <Show when={!child.inForce}>
              <Icon of={props.purpose === 'diary' ? bookX : cameraOff} size="m" class="text-muted" />
            </Show>
          </li>
        )}
      </For>
    </ul>
  )
}
