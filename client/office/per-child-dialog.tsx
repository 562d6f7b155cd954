import { type Accessor, createSignal, type JSX, onMount, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { plus } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'

/** What the office keeps of one child, fetched when its dialog opens, and which one of it is being added or changed. */
export function createPerChild<All, One>(load: () => Promise<All>) {
  const [all, setAll] = createSignal<All>()
  const [error, setError] = createSignal<unknown>()
  const [editing, setEditing] = createSignal<{ of: One | null }>()
  const refresh = () =>
    load().then(
      (reply) => {
        setError(undefined)
        setAll(() => reply)
      },
      (cause: unknown) => void setError(() => cause),
    )
  onMount(() => void refresh())
  return {
    all,
    error,
    failed: (cause: unknown) => setError(() => cause),
    editing,
    /** Adds one, or changes this one. */
    open: (of: One | null) => setEditing({ of }),
    close: () => setEditing(undefined),
    refresh,
    /** Shows what the server answered. */
    took(next: All): void {
      setError(undefined)
      setAll(() => next)
      setEditing(undefined)
    },
  }
}

/** The dialog of what is kept of one child: a line for each, and in its place the form that adds or changes one. */
export function PerChildDialog<All, One extends { id: Id }>(props: {
  kept: ReturnType<typeof createPerChild<All, One>>
  title: string
  intro: string
  none: string
  add: string
  of: (all: All) => readonly One[]
  line: (one: Accessor<One>) => JSX.Element
  form: (of: One | null) => JSX.Element
  /** What stands below the list. */
  children?: JSX.Element
  onClose: () => void
}): JSX.Element {
  const t = useT('office')
  const { kept } = props
  return (
    <>
      <Show when={!kept.editing()}>
        <Dialog
          open
          title={props.title}
          // A dialog that goes says so too: then the form has taken its place.
          onClose={() => !kept.editing() && props.onClose()}
          actions={
            <>
              <Button icon={plus} disabled={kept.all() === undefined} onClick={() => kept.open(null)}>
                {props.add}
              </Button>
              <Button kind="quiet" onClick={() => props.onClose()}>
                {t('action.close')}
              </Button>
            </>
          }
        >
          <p class="mb-3 text-muted">{props.intro}</p>
          <Show when={kept.error()}>
            <ErrorNote error={kept.error()} onRetry={() => void kept.refresh()} />
          </Show>
          <Show when={kept.all()} fallback={<Show when={!kept.error()}>{t('app.loading')}</Show>}>
            {(all) => (
              <Show when={props.of(all()).length > 0} fallback={<p>{props.none}</p>}>
                <ul>
                  <Keyed each={props.of(all())} by={({ id }) => id}>
                    {(one) => <li class="border-b border-hairline py-2.5 last:border-b-0">{props.line(one)}</li>}
                  </Keyed>
                </ul>
              </Show>
            )}
          </Show>
          {props.children}
        </Dialog>
      </Show>
      <Show when={kept.editing()} keyed>
        {({ of }) => props.form(of)}
      </Show>
    </>
  )
}
