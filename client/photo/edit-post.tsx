import { createSignal, type JSX } from 'solid-js'
import { v7 } from 'uuid'
import { photoTextLength } from '../../backend/contract/diary-text.ts'
import type { Id, Instant } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { momentAt, wallClock } from '../diary/composer/local-time.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { announce } from '../ui/live-region.tsx'
import { RefusedNote } from './refused-note.tsx'
import type { PhotoPost } from './staff-photo-posts.ts'

/** Changes the text and the time of photos that were placed together. */
export function EditPost(props: {
  post: PhotoPost
  timeZone: string
  nameOf: (id: Id) => string
  onClose: () => void
  /** They got another moment. */
  onMoved: (aboutAt: Instant) => void
}): JSX.Element {
  const t = useT('staff')
  const before = wallClock(props.post.aboutAt, props.timeZone)
  const [text, setText] = createSignal(props.post.text)
  const [day, setDay] = createSignal(before.day)
  const [time, setTime] = createSignal(before.time)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  // As it was when this was opened: what a colleague changed meanwhile is not written over.
  const cards = props.post.cards.map(({ id, version }) => ({ id, version }))
  let sent = { id: v7(), as: '' }

  /** To the minute it stays as it was, seconds and all, where nobody changed it. */
  const aboutAt = () =>
    day() === before.day && time() === before.time
      ? props.post.aboutAt
      : momentAt(day(), time(), props.timeZone).instant
  const isWhole = () => day() !== '' && /^\d{2}:\d{2}$/.test(time())

  async function save(): Promise<void> {
    const wording = text().trim()
    const change = { aboutAt: aboutAt(), ...(wording !== props.post.text.trim() && { text: wording }), cards }
    const as = JSON.stringify(change)
    if (sent.as !== as) sent = { id: v7(), as }
    setBusy(true)
    setError(undefined)
    try {
      await call('editPhotoPost', { params: { postId: props.post.id }, body: { id: sent.id, ...change } })
      announce(t('photoPost.edited'))
      const isMoved = change.aboutAt !== props.post.aboutAt
      props.onClose()
      // Once the page below can be heard again.
      if (isMoved) props.onMoved(change.aboutAt)
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={t('photoPost.edit.title')}
      onClose={props.onClose}
      actions={
        <>
          <Button
            kind="primary"
            busy={busy()}
            disabled={busy() || !isWhole() || text().length > photoTextLength}
            onClick={() => void save()}
          >
            {t('action.save')}
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <div class="grid gap-4">
        <p>{t('photoPost.edit.text', listed(props.post.childIds.map(props.nameOf), language()))}</p>
        <CountedArea
          label={t('photoPost.edit.words')}
          help={props.post.childIds.length > 1 && text().includes('{name}') ? t('photoPost.edit.name') : undefined}
          value={text()}
          most={photoTextLength}
          class="min-h-24!"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <div class="grid grid-cols-[minmax(0,1fr)_minmax(0,8rem)] gap-3 huge:grid-cols-1">
          <Field
            type="date"
            label={t('day.pick')}
            value={day()}
            max={today()}
            class="tabular-nums"
            onInput={(event) => setDay(event.currentTarget.value)}
          />
          <Field
            type="time"
            label={t('photoPost.edit.time')}
            value={time()}
            class="tabular-nums"
            onInput={(event) => setTime(event.currentTarget.value)}
          />
        </div>
        <RefusedNote error={error()} missing={(names) => t('photoPost.edit.refused', names)} />
      </div>
    </Dialog>
  )
}
