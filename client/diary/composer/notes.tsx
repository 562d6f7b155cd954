import { type JSX, Show } from 'solid-js'
import type { GroupChild } from '../../../backend/contract/group.ts'
import type { Id } from '../../../backend/contract/values.ts'
import { language, useT } from '../../locales/words.ts'
import { listed } from '../../time.ts'
import { Icon } from '../../ui/icon.tsx'
import { bookX, triangleAlert } from '../../ui/icons.ts'
import { Keyed } from '../../ui/keyed.tsx'

/** The look of a button in a note. */
export const noteAction =
  'grid min-h-target grow content-center rounded-inner border border-control bg-surface px-3 py-1 text-center text-sm leading-5 font-strong hover:bg-inset'

/** Something that keeps a post from going like this, with what can be done. */
export function Note(props: { icon: string; children: JSX.Element; actions: JSX.Element }): JSX.Element {
  return (
    <div role="status" class="rounded-control border border-alert-edge bg-alert-tint p-3">
      <p class="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-2 text-sm huge:wrap-anywhere huge:hyphens-auto">
        <Icon of={props.icon} class="text-alert" />
        <span>{props.children}</span>
      </p>
      <div class="mt-3 flex flex-wrap gap-2 empty:hidden">{props.actions}</div>
    </div>
  )
}

/** A child whose consent is not in force, and why. */
export interface Refused {
  id: Id
  callName: string
  notThen: boolean
}

/** Whose diary this may not go into; one press leaves them out and keeps the rest. */
export function RefusedNote(props: {
  refused: readonly Refused[]
  all: boolean
  onLeaveOut: (ids: Id[]) => void
}): JSX.Element {
  const t = useT('staff')
  const names = (notThen: boolean) =>
    props.refused.filter((child) => child.notThen === notThen).map((child) => child.callName)
  return (
    <Show when={props.refused.length > 0}>
      <Note
        icon={bookX}
        actions={
          <button type="button" class={noteAction} onClick={() => props.onLeaveOut(props.refused.map(({ id }) => id))}>
            {t(
              'refused.leaveOut',
              listed(
                props.refused.map(({ callName }) => callName),
                language(),
              ),
            )}
          </button>
        }
      >
        <b>{t('refused.title')}</b>{' '}
        <Show when={names(false).length > 0}>
          {t('refused.now', listed(names(false), language()), names(false).length)}{' '}
        </Show>
        <Show when={names(true).length > 0}>{t('refused.then', listed(names(true), language()))}</Show>
        <Show when={!props.all}> {t('refused.rest')}</Show>
      </Note>
    </Show>
  )
}

/** Names in the text that another family would read. */
export function NamedNote(props: {
  named: readonly GroupChild[]
  onReplace: (child: GroupChild) => void
}): JSX.Element {
  const t = useT('staff')
  return (
    <Show when={props.named.length > 0}>
      <Note
        icon={triangleAlert}
        actions={
          <Keyed each={props.named} by={({ id }) => id}>
            {(child) => (
              <button type="button" class={noteAction} onClick={() => props.onReplace(child())}>
                {t('named.replace', child().callName)}
              </button>
            )}
          </Keyed>
        }
      >
        <b>
          {t(
            'named.title',
            listed(
              props.named.map(({ callName }) => callName),
              language(),
            ),
          )}
        </b>{' '}
        {t('named.why')}
      </Note>
    </Show>
  )
}
