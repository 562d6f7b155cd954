import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import { call, type Reply } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { moment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import type { Line } from './staff-posts.ts'
import { Version } from './staff-stale.tsx'

/** The earlier wordings of an entry; families never see them. */
export function HistoryDialog(props: { line: Line; name: string; onClose: () => void }): JSX.Element {
  const t = useT('staff')
  const [revisions, setRevisions] = createSignal<Reply<'revisions'>['revisions']>()
  const [error, setError] = createSignal<unknown>()
  const load = () => {
    setError(undefined)
    call('revisions', { params: { entryId: props.line.entryId } }).then(
      (reply) => setRevisions([...reply.revisions].sort((a, b) => b.version - a.version)),
      (failure: unknown) => setError(failure),
    )
  }
  onMount(load)
  return (
    <Dialog
      open
      title={t('history.title', props.name)}
      onClose={props.onClose}
      actions={<Button onClick={() => props.onClose()}>{t('action.close')}</Button>}
    >
      <p>{t('history.text')}</p>
      <Show when={error()}>
        <div class="mt-3">
          <ErrorNote error={error()} onRetry={load} />
        </div>
      </Show>
      <div class="mt-4 grid gap-3">
        <Version title={t('history.now')} text={props.line.text} facts={props.line.facts} />
        <For each={revisions()}>
          {(revision) => (
            <Version
              title={t('history.by', revision.author, moment(revision.at, language()))}
              text={revision.text}
              facts={revision.facts}
            />
          )}
        </For>
      </div>
    </Dialog>
  )
}
