import { createSignal, type JSX, Show } from 'solid-js'
import { v7 } from 'uuid'
import type { PhotoReader } from '../../backend/contract/photo.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { circleCheck, undo } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { ReaderList } from './reader-list.tsx'
import type { PostPhoto } from './staff-photo-posts.ts'

const longest = 1000

/** Asks before a misdirected photo is recalled, and says what that does. */
export function RecallForm(props: {
  photo: PostPhoto
  nameOf: (id: Id) => string
  onCancel: () => void
  onDone: (readers: readonly PhotoReader[]) => void
}): JSX.Element {
  const t = useT('staff')
  const [reason, setReason] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  // Stays the same for as long as the same is sent: a lost answer must not begin a second record.
  let sent = { id: v7(), as: '' }

  async function recall(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (sent.as !== reason()) sent = { id: v7(), as: reason() }
    setBusy(true)
    setError(undefined)
    try {
      const body = { id: sent.id, reason: reason() }
      const { readers } = await call('recallPhoto', { params: { mediaId: props.photo.mediaId }, body })
      announce(t('staffPhoto.recalled'))
      props.onDone(readers)
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form novalidate onSubmit={(event) => void recall(event)} class="grid content-start gap-3">
      <p>{t('staffPhoto.recall.text', listed(props.photo.childIds.map(props.nameOf), language()))}</p>
      <p>{t('staffPhoto.recall.after')}</p>
      <CountedArea
        label={t('staffPhoto.recall.reason')}
        help={t('staffPhoto.recall.help')}
        value={reason()}
        most={longest}
        class="min-h-24!"
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <Show when={error()}>
        <ErrorNote error={error()} />
      </Show>
      <div class="flex flex-wrap gap-2">
        <Button kind="alert" type="submit" icon={undo} busy={busy()} disabled={busy() || reason().length > longest}>
          {t('staffPhoto.recall.do')}
        </Button>
        <Button kind="quiet" onClick={() => props.onCancel()}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  )
}

/** What came of it: gone, and who had it until then. */
export function Recalled(props: { readers: readonly PhotoReader[] }): JSX.Element {
  const t = useT('staff')
  return (
    <div class="grid gap-4">
      <p class="flex gap-2 rounded-control bg-present-tint p-3">
        <Icon of={circleCheck} size="m" class="mt-px text-present" />
        <span class="min-w-0">{t('staffPhoto.recalled.text')}</span>
      </p>
      <section aria-labelledby="recalled-readers">
        <h3 id="recalled-readers" class="mb-2 font-strong">
          {t('staffPhoto.recalled.who')}
        </h3>
        <Show when={props.readers.length > 0} fallback={<p>{t('staffPhoto.recalled.nobody')}</p>}>
          <div class="max-h-[50dvh] overflow-y-auto huge:max-h-none">
            <ReaderList readers={props.readers} label={t('staffPhoto.recalled.who')} narrow />
          </div>
        </Show>
      </section>
    </div>
  )
}
