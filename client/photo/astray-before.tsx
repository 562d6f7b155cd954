import { type Accessor, createEffect, createMemo, createSignal, For, type JSX, on, onCleanup, Show } from 'solid-js'
import type { AstrayFamily } from '../../backend/contract/photo.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { undo } from '../ui/icons.ts'

/** Which families had a photo that will not have it any more, once who is on it is changed like this. */
export interface AstrayQuestion {
  families: Accessor<readonly AstrayFamily[]>
  /** There is no answer yet to what is chosen now. */
  waiting: Accessor<boolean>
  failed: Accessor<boolean>
  again(): void
}

/** Asks it with every change of what is chosen; nothing is asked where there is no `change`. */
export function createAstrayQuestion(
  mediaId: Id,
  change: Accessor<{ added: readonly Id[]; removed: readonly Id[] } | null>,
): AstrayQuestion {
  const asked = createMemo(() => JSON.stringify(change()))
  const [answer, setAnswer] = createSignal<{ to: string; families: readonly AstrayFamily[] | null }>()
  const known = () => (answer()?.to === asked() ? answer() : undefined)
  let gone = false
  onCleanup(() => {
    gone = true
  })
  async function ask(to: string): Promise<void> {
    setAnswer(undefined)
    if (to === 'null') return
    const families = await call('previewTags', { params: { mediaId }, body: JSON.parse(to) }).then(
      (reply) => reply.families,
      () => null,
    )
    // What was chosen since has an answer of its own.
    if (!gone && asked() === to) setAnswer({ to, families })
  }
  createEffect(on(asked, (to) => queueMicrotask(() => void ask(to))))
  return {
    families: () => known()?.families ?? [],
    waiting: () => change() !== null && !known(),
    failed: () => known()?.families === null,
    again: () => void ask(asked()),
  }
}

/** Before who is on a photo is changed: which families had it that will not have it any more, and that it can be recalled instead. */
export function AstrayBefore(props: { question: AstrayQuestion; onRecall: () => void }): JSX.Element {
  const t = useT('staff')
  const families = () => props.question.families()
  const said = ({ guardians, children, opened }: AstrayFamily) =>
    t(
      opened ? 'staffPhoto.had.opened' : 'staffPhoto.had.shown',
      listed(guardians, language()),
      listed(children, language()),
    )
  const standing = () => {
    if (props.question.waiting()) return t('staffPhoto.had.asking')
    if (props.question.failed()) return t('staffPhoto.had.failed')
    return families().length > 0 ? t('staffPhoto.had', families().length) : ''
  }
  return (
    <div class={families().length > 0 ? 'my-2 rounded-control border border-alert-edge bg-alert-tint p-3' : 'my-2'}>
      {/* Always there, so that it is heard when something comes into it. */}
      <p role="status" class={families().length > 0 ? 'font-strong' : 'text-sm text-muted'}>
        {standing()}
      </p>
      <Show when={props.question.failed()}>
        <Button class="mt-2 min-h-target-staff" onClick={() => props.question.again()}>
          {t('action.retry')}
        </Button>
      </Show>
      <Show when={families().length > 0}>
        <ul>
          <For each={families()}>{(family) => <li class="mt-1 wrap-anywhere">{said(family)}</li>}</For>
        </ul>
        <p class="mt-2 text-sm text-pretty">{t('staffPhoto.had.recall')}</p>
        <Button kind="alert" icon={undo} class="mt-2 min-h-target-staff" onClick={() => props.onRecall()}>
          {t('staffPhoto.astray.do')}
        </Button>
      </Show>
    </div>
  )
}
