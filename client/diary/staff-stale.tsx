import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { v7 } from 'uuid'
import type { Fact, StaffEntry } from '../../backend/contract/diary.ts'
import { call } from '../api.ts'
import { useGroup } from '../group/group-day.tsx'
import { useStaffWork } from '../group/staff-work.tsx'
import { language, useT } from '../locales/words.ts'
import type { Send } from '../outbox-state.ts'
import { clock, dayOf } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { FactList } from './fact-list.tsx'

/** An entry that two people changed: what stands there now and what was written here, and which of them it is to be. */
export function StaleDialog(props: { send: Send; onClose: () => void; onChange: (send: Send) => void }): JSX.Element {
  const t = useT('staff')
  const { outbox } = useStaffWork()
  const group = useGroup()
  const [current, setCurrent] = createSignal<StaffEntry>()
  const [error, setError] = createSignal<unknown>()
  const work = () => (props.send.work.kind === 'edit' ? props.send.work : null)

  async function load(): Promise<void> {
    const edit = work()
    if (!edit) return
    setError(undefined)
    try {
      const day = dayOf(edit.before.aboutAt)
      const reply = await call('groupDay', { params: { groupId: group.groupId }, query: { day } })
      const found = reply.entries.find(({ id }) => id === edit.before.id)
      if (found) setCurrent(found)
      else throw new Error('The entry stands on another day now.')
    } catch (failure) {
      setError(failure)
    }
  }
  onMount(() => void load())

  const keepMine = (entry: StaffEntry) => {
    const edit = work()
    if (!edit) return
    const id = v7()
    const draft = { ...edit.draft, corrects: [{ entry, editId: id }] }
    outbox.discard(props.send.id)
    void outbox.add(id, { ...edit, before: entry, draft, body: { ...edit.body, id, version: entry.version } })
    props.onClose()
  }
  return (
    <Dialog
      open
      title={t('stale.title')}
      onClose={props.onClose}
      actions={
        <Show when={current()}>
          {(entry) => (
            <>
              <Button kind="primary" onClick={() => keepMine(entry())}>
                {t('stale.mine')}
              </Button>
              <Button
                onClick={() => {
                  outbox.discard(props.send.id)
                  props.onClose()
                }}
              >
                {t('stale.theirs')}
              </Button>
              <Button kind="quiet" onClick={props.onClose}>
                {t('stale.later')}
              </Button>
            </>
          )}
        </Show>
      }
    >
      <p>{t('stale.text')}</p>
      <Show when={error()}>
        <div class="mt-3">
          <ErrorNote error={error()} onRetry={() => void load()} />
        </div>
      </Show>
      <Show when={current()}>
        {(entry) => (
          <div class="mt-4 grid gap-3">
            <Version
              title={t('stale.there', clock(entry().editedAt ?? entry().postedAt, language()))}
              text={entry().text}
              facts={entry().facts}
            />
            <Show when={work()}>
              {(edit) => <Version title={t('stale.here')} text={edit().body.text} facts={edit().body.facts} />}
            </Show>
          </div>
        )}
      </Show>
    </Dialog>
  )
}

/** One wording of an entry under a heading. */
export function Version(props: { title: string; text: string; facts: readonly Fact[] }): JSX.Element {
  const t = useT('staff')
  return (
    <section class="rounded-control bg-inset p-3">
      <h3 class="text-sm text-muted">{props.title}</h3>
      <Show when={props.text.trim() !== ''} fallback={<p class="text-sm text-muted">{t('preview.noText')}</p>}>
        <p class="mt-1 text-base wrap-anywhere whitespace-pre-wrap">{props.text}</p>
      </Show>
      <Show when={props.facts.length > 0}>
        <div class="-mx-4 mt-1 -mb-3">
          <FactList facts={props.facts} />
        </div>
      </Show>
    </section>
  )
}
