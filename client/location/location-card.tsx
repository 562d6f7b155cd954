import { createSignal, For, type JSX, Show } from 'solid-js'
import type { LocationInfo, Locations, TeamMember } from '../../backend/contract/location.ts'
import type { Id } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { nameOfWeekday } from '../planning/week-words.ts'
import { PortraitTag } from '../portrait/portrait-tag.tsx'
import { dayOf, listed, longDay } from '../time.ts'
import { Button, ButtonLink, IconButton } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Icon } from '../ui/icon.tsx'
import { clock, imageOff, mail, mapPin, phone } from '../ui/icons.ts'
import { mapOf, openingRows, openOn } from './opening.ts'

type Children = Locations['children']
/** So many closing days stand there at first. */
const fewClosings = 4

function Part(props: { title: string; children: JSX.Element }): JSX.Element {
  return (
    <section class="border-t border-hairline px-4 py-4">
      <h3 class="mb-2 font-strong">{props.title}</h3>
      {props.children}
    </section>
  )
}

/** A location as those see it whose children are there: how to reach it, when it is open, who works there. */
export function LocationCard(props: {
  location: LocationInfo
  children: Children
  /** For who may remove a portrait of the team. */
  onRemovePortrait?: (member: TeamMember) => void
}): JSX.Element {
  const t = useT('location')
  const of = () => props.location
  const place = () => [of().postalCode, of().city].filter(Boolean).join('  ')
  const hasAddress = () => of().street !== '' || of().city !== ''
  const isOpen = () => of().opening.some((part) => part !== null)
  const now = () => openOn(of().opening, of().closings, today())
  const todayWords = () => {
    const holds = now()
    if ('hours' in holds) return t('location.openToday', holds.hours)
    return holds.closedFor === null ? t('location.closedToday') : t('location.closedFor', holds.closedFor)
  }
  const isUnsaid = () => !hasAddress() && !isOpen() && of().phone === '' && of().email === '' && of().houseRules === ''
  return (
    <Card as="article">
      <div class="px-4 py-4">
        <h2 class="text-lg font-strong tracking-[-0.012em] wrap-anywhere">{of().name}</h2>
        <Show when={isUnsaid()}>
          <p class="text-muted">{t('location.unsaid')}</p>
        </Show>
        <Show when={isOpen()}>
          <p class="mt-1 flex items-center gap-2 text-muted">
            <Icon of={clock} size="s" />
            {todayWords()}
          </p>
        </Show>
        <Show when={hasAddress()}>
          <address class="mt-3 whitespace-pre-wrap not-italic">
            {of().street}
            <Show when={of().street && place()}>
              <br />
            </Show>
            {place()}
          </address>
        </Show>
        <div class="mt-3 flex flex-wrap gap-2">
          <Show when={hasAddress()}>
            <ButtonLink
              href={mapOf(of())}
              target="_blank"
              rel="noopener noreferrer"
              icon={mapPin}
              aria-label={t('location.map.of', of().name)}
            >
              {t('location.map')}
            </ButtonLink>
          </Show>
          <Show when={of().phone}>
            <ButtonLink
              href={`tel:${of().phone.replace(/[^+\d]/g, '')}`}
              icon={phone}
              aria-label={t('location.call', of().phone)}
            >
              {of().phone}
            </ButtonLink>
          </Show>
          <Show when={of().email}>
            <ButtonLink
              href={`mailto:${of().email}`}
              icon={mail}
              class="max-w-full wrap-anywhere"
              aria-label={t('location.write', of().email)}
            >
              {of().email}
            </ButtonLink>
          </Show>
        </div>
      </div>
      <Show when={isOpen()}>
        <Part title={t('location.opening')}>
          <table class="w-full max-w-[24rem] tabular-nums">
            <tbody>
              <For each={openingRows(of().opening)}>
                {(row) => (
                  <tr>
                    <th scope="row" class="py-0.5 pr-4 text-left font-normal">
                      {row.from === row.until
                        ? nameOfWeekday(row.from)
                        : `${nameOfWeekday(row.from)} – ${nameOfWeekday(row.until)}`}
                    </th>
                    <td class={`py-0.5 ${row.hours === null ? 'text-muted' : ''}`}>
                      {row.hours ?? t('location.closed')}
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </Part>
      </Show>
      <Show when={of().team.length > 0}>
        <Part title={t('location.team')}>
          <Team location={of()} children={props.children} onRemovePortrait={props.onRemovePortrait} />
        </Part>
      </Show>
      <Show when={of().houseRules.trim() !== ''}>
        <Part title={t('location.rules')}>
          <p class="whitespace-pre-wrap wrap-anywhere">{of().houseRules}</p>
        </Part>
      </Show>
      <Part title={t('location.closings')}>
        <ClosingList location={of()} />
      </Part>
      <Show when={of().changedAt}>
        {(at) => (
          <p class="border-t border-hairline px-4 py-3 text-sm text-muted">
            {t('location.changed', longDay(dayOf(at()), language(), today()))}
          </p>
        )}
      </Show>
    </Card>
  )
}

/** Who works there, and of which of the children somebody is mentor. */
function Team(props: {
  location: LocationInfo
  children: Children
  onRemovePortrait: ((member: TeamMember) => void) | undefined
}): JSX.Element {
  const t = useT('location')
  const names = (ids: readonly Id[]) =>
    listed(
      props.children.flatMap(({ id, callName }) => (ids.includes(id) ? [callName] : [])),
      language(),
    )
  return (
    <ul class="grid grid-cols-[minmax(0,1fr)] gap-3 rail:grid-cols-2 huge:grid-cols-[minmax(0,1fr)]">
      <For each={props.location.team}>
        {(member) => (
          <li class="flex min-w-0 items-center gap-3">
            <PortraitTag portraitId={member.portraitId} firstName={member.firstName} />
            <span class="min-w-0 grow">
              <span class="block font-strong wrap-anywhere">{member.firstName}</span>
              <span class="block text-sm text-pretty text-muted wrap-anywhere hyphens-auto">
                {[t(`location.role.${member.role}`), ...member.groups].join(', ')}
              </span>
              <Show when={names(member.mentorOf)}>
                {(children) => <span class="block text-sm text-accent">{t('location.mentor.of', children())}</span>}
              </Show>
            </span>
            <Show when={member.portraitId !== null && props.onRemovePortrait}>
              {(remove) => (
                <IconButton
                  icon={imageOff}
                  label={t('location.portrait.remove', member.firstName)}
                  onClick={() => remove()(member)}
                />
              )}
            </Show>
          </li>
        )}
      </For>
    </ul>
  )
}

function ClosingList(props: { location: LocationInfo }): JSX.Element {
  const t = useT('location')
  const [all, setAll] = createSignal(false)
  const days = () => props.location.closings
  const shown = () => (all() ? days() : days().slice(0, fewClosings))
  return (
    <Show when={days().length > 0} fallback={<p class="text-muted">{t('location.closings.none')}</p>}>
      <ul class="grid gap-1">
        <For each={shown()}>
          {(closing) => (
            <li class="flex flex-wrap justify-between gap-x-4">
              <span class="wrap-anywhere">{closing.name}</span>
              <span class="text-muted tabular-nums">{longDay(closing.day, language(), today())}</span>
            </li>
          )}
        </For>
      </ul>
      <Show when={days().length > shown().length}>
        <Button kind="quiet" class="-ml-3 mt-1" onClick={() => setAll(true)}>
          {t('location.closings.all', days().length)}
        </Button>
      </Show>
    </Show>
  )
}
