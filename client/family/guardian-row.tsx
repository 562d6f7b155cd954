import { For, type JSX, Show } from 'solid-js'
import type { FamilyGuardian, Share } from '../../backend/contract/family.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { dayOf, shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { triangleAlert } from '../ui/icons.ts'

/** One guardian of a child: with or without authority, what is shared, what is restricted, and what the manager can do. */
export function GuardianRow(props: {
  of: FamilyGuardian
  child: string
  onAsk: (what: 'share' | 'restrict' | 'lift') => void
  onEnd: (share: Share) => void
}): JSX.Element {
  const t = useT('office')
  const name = () => `${props.of.firstName} ${props.of.lastName}`
  const day = (of: string) => shortDay(of, language(), today())
  const mayBeShared = () => !props.of.authority && !props.of.restriction && props.of.startsOn <= today()
  return (
    <div class="border-t border-hairline p-4">
      <div class="flex flex-wrap items-start justify-between gap-x-3 gap-y-2">
        <div class="flex min-h-target min-w-40 grow flex-wrap items-center gap-x-3 gap-y-1">
          <h3 class="font-strong wrap-anywhere">{name()}</h3>
          <Chip small>{t(props.of.authority ? 'families.authority' : 'families.noAuthority')}</Chip>
          <Show when={props.of.restriction}>
            <Chip small tone="alert" icon={triangleAlert}>
              {t('families.restricted')}
            </Chip>
          </Show>
        </div>
        <div class="flex flex-wrap gap-2">
          <Show when={mayBeShared()}>
            <Button
              aria-label={t('families.share.action.of', props.child, name())}
              onClick={() => props.onAsk('share')}
            >
              {t('families.share.action')}
            </Button>
          </Show>
          <Show
            when={props.of.restriction}
            fallback={
              <Button
                kind="quiet"
                aria-label={t('families.restrict.of', name(), props.child)}
                onClick={() => props.onAsk('restrict')}
              >
                {t('families.restrict')}
              </Button>
            }
          >
            <Button aria-label={t('families.lift.of', name(), props.child)} onClick={() => props.onAsk('lift')}>
              {t('families.lift')}
            </Button>
          </Show>
        </div>
      </div>
      <Show when={props.of.startsOn > today()}>
        <p class="mt-1 text-sm text-muted">{t('families.from', day(props.of.startsOn))}</p>
      </Show>
      <Show when={props.of.restriction}>
        {(restriction) => (
          <p class="mt-2 text-sm text-pretty wrap-anywhere">
            {t('families.restriction', day(dayOf(restriction().at)), restriction().ruling)}
          </p>
        )}
      </Show>
      <ul class="grid">
        <For each={props.of.shares}>
          {(share) => (
            <li class="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
              <span class="min-w-40 grow wrap-anywhere">
                {t('families.share.of', t(`purpose.${share.purpose}`), day(share.until))}
                <span class="block text-muted">{share.reason}</span>
              </span>
              <Button
                aria-label={t('families.end.of', t(`purpose.${share.purpose}`), name(), props.child)}
                onClick={() => props.onEnd(share)}
              >
                {t('families.end')}
              </Button>
            </li>
          )}
        </For>
      </ul>
    </div>
  )
}
