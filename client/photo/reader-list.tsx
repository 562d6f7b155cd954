import { For, type JSX, Show } from 'solid-js'
import type { PhotoReader } from '../../backend/contract/photo.ts'
import { language, useT } from '../locales/words.ts'
import { moment } from '../time.ts'
import { createMedia } from '../ui/media.ts'

/** Who had a recalled photo on a device, and how far it came: a table, and on a phone a list. */
export function ReaderList(props: {
  readers: readonly PhotoReader[]
  label: string
  narrow?: boolean
  /** What a message is: it is read, and what came with it opened. */
  words?: { seen: string; opened: string } | undefined
}): JSX.Element {
  const t = useT()
  const wide = createMedia('(min-width: 40rem)')
  const nameOf = (column: 'name' | 'role' | 'child' | 'seen' | 'opened' | 'saved') =>
    ((column === 'seen' || column === 'opened') && props.words?.[column]) || t(`reader.${column}`)
  const times = (reader: PhotoReader) => [
    { name: nameOf('seen'), at: reader.seenAt },
    { name: nameOf('opened'), at: reader.openedAt },
    { name: t('reader.saved'), at: reader.savedAt },
  ]
  const said = (at: string | null) => (at === null ? t('reader.not') : moment(at, language()))
  return (
    <Show
      when={wide() && !props.narrow}
      fallback={
        <ul aria-label={props.label}>
          <For each={props.readers}>
            {(reader) => (
              <li class="border-t border-hairline py-3 first:border-t-0 first:pt-0">
                <p class="font-strong wrap-anywhere">{reader.name}</p>
                <p class="text-sm text-muted wrap-anywhere">
                  {t(`role.${reader.role}`)} · {t('reader.with', reader.child)}
                </p>
                <dl class="mt-1 grid grid-cols-[auto_1fr] gap-x-4 text-sm tabular-nums huge:grid-cols-1">
                  <For each={times(reader)}>
                    {({ name, at }) => (
                      <>
                        <dt class="text-muted">{name}</dt>
                        <dd>{said(at)}</dd>
                      </>
                    )}
                  </For>
                </dl>
              </li>
            )}
          </For>
        </ul>
      }
    >
      <table class="w-full text-left text-sm tabular-nums" aria-label={props.label}>
        <thead>
          <tr class="text-muted">
            <For each={['name', 'role', 'child', 'seen', 'opened', 'saved'] as const}>
              {(column) => (
                <th scope="col" class="border-b border-hairline py-2 pr-4 align-bottom font-normal last:pr-0">
                  {nameOf(column)}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={props.readers}>
            {(reader) => (
              <tr>
                <th scope="row" class="border-b border-hairline py-3 pr-4 align-top font-strong wrap-anywhere">
                  {reader.name}
                </th>
                <td class="border-b border-hairline py-3 pr-4 align-top">{t(`role.${reader.role}`)}</td>
                <td class="border-b border-hairline py-3 pr-4 align-top wrap-anywhere">{reader.child}</td>
                <For each={times(reader)}>
                  {({ at }) => (
                    <td
                      class={`border-b border-hairline py-3 pr-4 align-top last:pr-0 ${at === null ? 'text-muted' : ''}`}
                    >
                      {said(at)}
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </Show>
  )
}
