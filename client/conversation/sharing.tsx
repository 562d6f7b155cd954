import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import { v7 } from 'uuid'
import type { GuardianConversation } from '../../backend/contract/conversation.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { dayOf, longDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { users } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'

interface Person {
  personId: Id
  name: string
}

/** Does one thing at a time, and keeps why it did not succeed. */
function createDoing() {
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  return {
    busy,
    error,
    async do(what: () => Promise<void>): Promise<void> {
      setBusy(true)
      setError(undefined)
      try {
        await what()
      } catch (cause) {
        setError(() => cause)
      } finally {
        setBusy(false)
      }
    },
  }
}

/** Proposes to another guardian to write with the group together. */
export function ProposeDialog(props: {
  child: { id: Id; callName: string }
  others: readonly Person[]
  onProposed: (conversation: GuardianConversation) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('conversation')
  const doing = createDoing()
  const ids = new Map<Id, Id>()
  const propose = (withId: Id) =>
    doing.do(async () => {
      const id = ids.get(withId) ?? v7()
      ids.set(withId, id)
      const reply = await call('proposeSharing', { body: { id, childId: props.child.id, withId } })
      props.onProposed(reply.conversation)
    })
  return (
    <Dialog
      open
      title={t('sharing.title')}
      onClose={() => props.onClose()}
      actions={
        <>
          <For each={props.others}>
            {(other) => (
              <Button
                kind="primary"
                busy={doing.busy()}
                disabled={doing.busy()}
                onClick={() => void propose(other.personId)}
              >
                {t('sharing.propose', other.name)}
              </Button>
            )}
          </For>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <p>{t('sharing.text', props.child.callName)}</p>
      <Show when={doing.error()}>
        <div class="mt-3">
          <ErrorNote error={doing.error()} />
        </div>
      </Show>
    </Dialog>
  )
}

/** How a shared conversation stands between its guardians: proposed, agreed or over; and what this one may do. */
export function SharingBar(props: {
  conversation: GuardianConversation
  me: Id
  other: string
  head: number
  onTook: (conversation: GuardianConversation, asked: number) => void
  /** It was never agreed to, and nothing stands in it. */
  onOver: () => void
}): JSX.Element {
  const t = useT('conversation')
  const doing = createDoing()
  const [asked, setAsked] = createSignal(false)
  const sharing = () => props.conversation.sharing
  const params = () => ({ conversationId: props.conversation.id })
  const agree = () =>
    doing.do(async () => {
      const { head } = props
      props.onTook((await call('agreeSharing', { params: params() })).conversation, head)
    })
  const end = () =>
    doing.do(async () => {
      const { head } = props
      const was = sharing()?.agreedAt
      props.onTook((await call('endSharing', { params: params() })).conversation, head)
      setAsked(false)
      if (was) announce(t('sharing.ended'))
      else props.onOver()
    })
  const state = () => {
    const now = sharing()
    if (!now || now.endedAt) return 'over'
    if (now.agreedAt) return 'agreed'
    return now.proposedBy === props.me ? 'proposed' : 'asked'
  }
  return (
    <Show when={state() !== 'over'}>
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-hairline bg-notice px-gutter py-2 text-sm">
        <Icon of={users} size="m" class="text-muted" />
        <p class="min-w-0 flex-1 basis-60 text-pretty">
          <Switch>
            <Match when={state() === 'proposed'}>{t('sharing.proposed', props.other)}</Match>
            <Match when={state() === 'asked'}>
              {t('sharing.asked', props.other, props.conversation.child.callName)}
            </Match>
            <Match when={state() === 'agreed'}>
              {t('sharing.since', longDay(dayOf(sharing()?.agreedAt ?? ''), language(), today()))}
            </Match>
          </Switch>
        </p>
        <Show when={state() === 'asked'}>
          <Button kind="primary" busy={doing.busy()} disabled={doing.busy()} onClick={() => void agree()}>
            {t('sharing.agree')}
          </Button>
        </Show>
        <Button
          kind={state() === 'agreed' ? 'quiet' : 'plain'}
          disabled={doing.busy()}
          onClick={() => (state() === 'agreed' ? setAsked(true) : void end())}
        >
          {t(state() === 'agreed' ? 'sharing.end' : state() === 'asked' ? 'sharing.decline' : 'sharing.withdraw')}
        </Button>
        <Show when={doing.error() && !asked()}>
          <div class="w-full">
            <ErrorNote error={doing.error()} />
          </div>
        </Show>
        <Dialog
          open={asked()}
          title={t('sharing.end.title')}
          onClose={() => setAsked(false)}
          actions={
            <>
              <Button kind="alert" busy={doing.busy()} disabled={doing.busy()} onClick={() => void end()}>
                {t('sharing.end')}
              </Button>
              <Button kind="quiet" onClick={() => setAsked(false)}>
                {t('action.cancel')}
              </Button>
            </>
          }
        >
          <p>{t('sharing.end.text')}</p>
          <Show when={doing.error()}>
            <div class="mt-3">
              <ErrorNote error={doing.error()} />
            </div>
          </Show>
        </Dialog>
      </div>
    </Show>
  )
}
