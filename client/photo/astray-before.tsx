import { createEffect, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js'
import type { AstrayFamily } from '../../backend/contract/photo.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { undo } from '../ui/icons.ts'

/** Before who is on a photo is changed: which families had it that will not have it any more, and that it can be recalled instead. */
export function AstrayBefore(props: {
  mediaId: Id
  removed: readonly Id[]
  added: readonly Id[]
  onRecall: () => void
}): JSX.Element {
  const t = useT('staff')
  const [families, setFamilies] = createSignal<readonly AstrayFamily[]>([])
  const [error, setError] = createSignal<unknown>()
  const asked = () => JSON.stringify({ added: props.added, removed: props.removed })
  let gone = false
  onCleanup(() => {
    gone = true
  })
  async function load(wanted: string): Promise<void> {
    const answer = await call('previewTags', { params: { mediaId: props.mediaId }, body: JSON.parse(wanted) }).then(
      (reply) => ({ families: reply.families, error: undefined }),
      (cause: unknown) => ({ families: [], error: cause }),
    )
    // What was chosen since has an answer of its own.
    if (gone || asked() !== wanted) return
    setError(() => answer.error)
    setFamilies(answer.families)
  }
  createEffect(on(asked, (wanted) => queueMicrotask(() => void load(wanted))))
  const said = ({ guardians, children, opened }: AstrayFamily) =>
    t(
      opened ? 'staffPhoto.had.opened' : 'staffPhoto.had.shown',
      listed(guardians, language()),
      listed(children, language()),
    )
  return (
    <div role="status">
      <Show when={error()}>
        <ErrorNote error={error()} onRetry={() => void load(asked())} />
      </Show>
      <Show when={families().length > 0}>
        <section
          aria-labelledby="astray-before"
          class="my-2 rounded-control border border-alert-edge bg-alert-tint p-3"
        >
          <h3 id="astray-before" class="font-strong">
            {t('staffPhoto.had', families().length)}
          </h3>
          <ul>
            <For each={families()}>{(family) => <li class="mt-1 wrap-anywhere">{said(family)}</li>}</For>
          </ul>
          <p class="mt-2 text-sm text-pretty">{t('staffPhoto.had.recall')}</p>
          <Button kind="alert" icon={undo} class="mt-2 min-h-target-staff" onClick={() => props.onRecall()}>
            {t('staffPhoto.astray.do')}
          </Button>
        </section>
      </Show>
    </div>
  )
}
