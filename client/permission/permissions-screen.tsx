import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import type { ManagedPermission } from '../../backend/contract/permission.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { Loaded } from '../office/loaded.tsx'
import { dayOf, shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { Card } from '../ui/card.tsx'
import { Chip } from '../ui/chip.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { plus } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { AddDialog } from './add-dialog.tsx'

const standings = ['in_force', 'conflict', 'refused', 'closed', 'undecided'] as const

/** What the organisation asks beside diary and photos: adding, ending, and how it stands. */
export function Screen(): JSX.Element {
  const t = useT('office')
  const [all, setAll] = createSignal<readonly ManagedPermission[]>()
  const [error, setError] = createSignal<unknown>()
  const [adding, setAdding] = createSignal(false)
  const [ending, setEnding] = createSignal<ManagedPermission>()

  const load = () =>
    call('permissions').then(
      (reply) => {
        setError(undefined)
        setAll(reply.permissions)
      },
      (cause: unknown) => setError(() => cause),
    )
  onMount(() => void load())

  function keep(changed: ManagedPermission): void {
    setAll((before) => [changed, ...(before ?? []).filter(({ id }) => id !== changed.id)].sort(newestFirst))
  }

  return (
    <main id="main" class="px-gutter pt-5 pb-10">
      <div class="max-w-timeline">
        <ScreenTitle>{t('permissions.title')}</ScreenTitle>
        <p class="mt-1 mb-4 text-sm text-pretty text-muted">{t('permissions.intro')}</p>
        <Loaded value={all()} error={error()} failed={t('permissions.failed')} onRetry={() => void load()}>
          {(list) => (
            <>
              <Button kind="primary" icon={plus} onClick={() => setAdding(true)}>
                {t('permissions.add')}
              </Button>
              <Show
                when={list().length > 0}
                fallback={
                  <Calm drawing="book" title={t('permissions.empty')}>
                    <p>{t('permissions.empty.text')}</p>
                  </Calm>
                }
              >
                <ul class="mt-4 grid gap-3">
                  <For each={list()}>{(permission) => <Row of={permission} onEnd={() => setEnding(permission)} />}</For>
                </ul>
              </Show>
            </>
          )}
        </Loaded>
      </div>
      <Show when={adding()}>
        <AddDialog
          onClose={() => setAdding(false)}
          onAdded={(added) => {
            keep(added)
            setAdding(false)
            announce(t('permissions.added', added.name[language()]))
          }}
        />
      </Show>
      <Show when={ending()} keyed>
        {(permission) => (
          <EndDialog
            of={permission}
            onClose={() => setEnding()}
            onEnded={(ended) => {
              keep(ended)
              setEnding()
              announce(t('permissions.ended.said', ended.name[language()]))
            }}
          />
        )}
      </Show>
    </main>
  )
}

const newestFirst = (a: ManagedPermission, b: ManagedPermission) => Date.parse(b.createdAt) - Date.parse(a.createdAt)

function Row(props: { of: ManagedPermission; onEnd: () => void }): JSX.Element {
  const t = useT('office')
  const name = () => props.of.name[language()]
  return (
    <Card as="li" class="p-4">
      <h2 class="font-strong wrap-anywhere">{name()}</h2>
      <p class="mt-0.5 text-sm text-pretty wrap-anywhere text-muted">{props.of.explanation[language()]}</p>
      <ul class="mt-3 flex flex-wrap gap-2">
        <For each={standings.filter((standing) => props.of.counts[standing] > 0)}>
          {(standing) => (
            <li>
              <Chip tone={standing === 'in_force' ? 'present' : standing === 'conflict' ? 'alert' : 'quiet'}>
                {t('permissions.count', props.of.counts[standing], t(`standing.${standing}`))}
              </Chip>
            </li>
          )}
        </For>
      </ul>
      <Show
        when={props.of.endedAt}
        fallback={
          <Button class="mt-3" aria-label={t('permissions.end.of', name())} onClick={() => props.onEnd()}>
            {t('permissions.end')}
          </Button>
        }
      >
        {(at) => (
          <p class="mt-3 text-sm text-muted">{t('permissions.ended', shortDay(dayOf(at()), language(), today()))}</p>
        )}
      </Show>
    </Card>
  )
}

function EndDialog(props: {
  of: ManagedPermission
  onClose: () => void
  onEnded: (ended: ManagedPermission) => void
}): JSX.Element {
  const t = useT('office')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  async function end(): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      props.onEnded((await call('endPermission', { params: { permissionId: props.of.id } })).permission)
    } catch (cause) {
      setError(() => cause)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={t('permissions.end.title', props.of.name[language()])}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="alert" busy={busy()} onClick={() => void end()}>
            {t('permissions.end')}
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <p>{t('permissions.end.text')}</p>
      <Show when={error()}>
        <div class="mt-3">
          <ErrorNote error={error()} />
        </div>
      </Show>
    </Dialog>
  )
}
