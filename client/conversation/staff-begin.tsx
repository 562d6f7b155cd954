import { createMemo, createSignal, For, type JSX, onMount, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { call, type Reply } from '../api.ts'
import { useT } from '../locales/words.ts'
import { IconButton } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Field } from '../ui/field.tsx'
import { arrowLeft } from '../ui/icons.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { initials, Tag } from '../ui/tag.tsx'

export type Correspondents = Reply<'correspondents'>['children']

const plain = (name: string) => name.toLocaleLowerCase('nl').normalize('NFD').replace(/\p{M}/gu, '')

/** To whom a message goes: the children of the group, each with their guardians. */
export function ChooseCorrespondent(props: {
  groupId: Id
  address: (childId: Id, guardian: Correspondents[number]['guardians'][number]) => string
  onBack: () => void
}): JSX.Element {
  const t = useT('conversation')
  const [children, setChildren] = createSignal<Correspondents>()
  const [error, setError] = createSignal<unknown>()
  const [filter, setFilter] = createSignal('')
  const load = () =>
    call('correspondents', { params: { groupId: props.groupId } }).then(
      (reply) => {
        setError(undefined)
        setChildren(reply.children)
      },
      (cause: unknown) => setError(() => cause),
    )
  onMount(() => void load())
  const shown = createMemo(() => {
    const wanted = plain(filter().trim())
    return (children() ?? []).filter(({ callName, surname }) => plain(`${callName} ${surname}`).includes(wanted))
  })
  return (
    <section class="mx-auto max-w-text px-gutter pt-3 pb-10 detail:h-full detail:overflow-y-auto">
      <header class="flex items-center gap-1 huge:flex-wrap">
        <IconButton
          icon={arrowLeft}
          label={t('messages.back')}
          class="-ml-3 detail:hidden"
          onClick={() => props.onBack()}
        />
        <ScreenTitle>{t('messages.begin.whom')}</ScreenTitle>
      </header>
      <Show when={error()}>
        <div class="pt-3">
          <ErrorNote error={error()} onRetry={() => void load()} />
        </div>
      </Show>
      <Show when={children()}>
        <div class="py-3">
          <Field
            label={t('messages.begin.filter')}
            type="search"
            autocomplete="off"
            value={filter()}
            onInput={(input) => setFilter(input.currentTarget.value)}
          />
        </div>
        <Show when={shown().length > 0} fallback={<p class="text-muted">{t('messages.begin.noMatch')}</p>}>
          <ul class="divide-y divide-hairline rounded-card border border-hairline bg-surface">
            <For each={shown()}>
              {(child) => (
                <li class="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
                  <Tag id={child.id} initials={initials(child.callName)} />
                  <span class="min-w-0 flex-1 basis-28 font-strong wrap-anywhere">
                    {child.callName} {child.surname}
                  </span>
                  <Show
                    when={child.guardians.length > 0}
                    fallback={<span class="text-sm text-muted">{t('messages.begin.noGuardian')}</span>}
                  >
                    <ul class="flex flex-wrap gap-2">
                      <For each={child.guardians}>
                        {(guardian) => (
                          <li>
                            <a
                              href={props.address(child.id, guardian)}
                              aria-label={t('messages.of', guardian.name, child.callName)}
                              data-stay
                              class="inline-flex min-h-target items-center rounded-control border border-control bg-surface px-4 text-sm font-strong hover:bg-inset"
                            >
                              {guardian.name}
                            </a>
                          </li>
                        )}
                      </For>
                    </ul>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Show>
    </section>
  )
}
