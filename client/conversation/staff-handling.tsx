import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import type { HandleConversation } from '../../backend/contract/inbox.ts'
import { ApiError, call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { minute } from '../minute.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { briefcase, check, circleAlert, ellipsis, flag, hand } from '../ui/icons.ts'
import { shortWhen } from './conversation-row.tsx'
import type { Line } from './conversation-state.ts'
import type { Inbox } from './staff-inbox.ts'
import { claimOf, handlingOf, stateOf } from './staff-inbox-state.ts'

/**
 * How a conversation stands in the group, as facts.
 * @param props.inList that nobody took it up stands here as well, under the word by which it is counted
 */
export function HandlingChips(props: { line: Line; me: string; inList?: boolean }): JSX.Element {
  const t = useT('conversation')
  const handling = () => handlingOf(props.line)
  return (
    <>
      <Show when={handling().urgent && !handling().done}>
        <Chip small tone="alert" icon={flag}>
          {t('handling.isUrgent')}
        </Chip>
      </Show>
      <Switch>
        <Match when={handling().done}>
          <Chip small icon={check}>
            {t('handling.isDone')}
          </Chip>
        </Match>
        <Match when={claimOf(handling(), minute())}>
          {(claim) => (
            <Chip small tone="present" icon={hand}>
              {claim().personId === props.me ? t('handling.isMine') : t('handling.isOf', claim().name)}
            </Chip>
          )}
        </Match>
        <Match when={props.inList}>
          <Chip small icon={circleAlert}>
            {t('inbox.open')}
          </Chip>
        </Match>
      </Switch>
      <Show when={handling().handedOver}>
        <Chip small icon={briefcase}>
          {t('handling.isHandedOver')}
        </Chip>
      </Show>
    </>
  )
}

/** What the group does with a conversation: picks it up, lets go, is done with it; and what is done less often. */
export function HandlingBar(props: { line: Line; inbox: Inbox; role: string; onGone: () => void }): JSX.Element {
  const t = useT('conversation')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const [more, setMore] = createSignal(false)
  const [handing, setHanding] = createSignal(false)
  const me = props.inbox.reader.personId
  const handling = () => handlingOf(props.line)
  const claim = () => claimOf(handling(), minute())
  const state = () => stateOf(handling(), minute())
  const isMine = () => claim()?.personId === me

  async function handle(body: HandleConversation): Promise<void> {
    const { head, conversation } = props.line
    setBusy(true)
    setError(undefined)
    try {
      const reply = await call('handleConversation', { params: { conversationId: conversation.id }, body })
      setMore(false)
      setHanding(false)
      props.inbox.tookHandling(conversation.id, reply.conversation, head)
      if (!reply.conversation) props.onGone()
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }
  const meanwhile = () => {
    const cause = error()
    return cause instanceof ApiError && cause.code === 'claimed_meanwhile' ? (cause.details.claimedBy ?? '') : ''
  }
  const Problem = () => (
    <Show when={error()}>
      <div class="w-full">
        <Show when={meanwhile()} fallback={<ErrorNote error={error()} />}>
          {(name) => (
            <p role="alert" class="text-sm text-alert">
              {t('handling.meanwhile', name())}
            </p>
          )}
        </Show>
      </div>
    </Show>
  )
  return (
    <fieldset
      aria-label={t('handling.label')}
      class="flex min-w-0 flex-wrap items-center gap-2 border-b border-hairline bg-notice px-gutter py-2"
    >
      <div class="flex w-full min-w-0 flex-wrap items-center gap-1.5 text-sm rail:w-auto rail:flex-auto">
        <Show when={state() === 'open'}>
          <span class="text-muted">{t('handling.isOpen')}</span>
        </Show>
        <HandlingChips line={props.line} me={me} />
      </div>
      <Switch>
        <Match when={state() === 'done'}>
          <Button busy={busy()} disabled={busy()} onClick={() => void handle({ do: 'reopen' })}>
            {t('handling.reopen')}
          </Button>
        </Match>
        <Match when={true}>
          <Show when={!isMine()}>
            <Button
              icon={hand}
              disabled={busy()}
              onClick={() => void handle({ do: 'claim', from: claim()?.personId ?? null })}
            >
              <Show when={claim()} fallback={t('handling.claim')}>
                {(taken) => t('handling.takeOver', taken().name)}
              </Show>
            </Button>
          </Show>
          <Button icon={check} disabled={busy()} onClick={() => void handle({ do: 'done' })}>
            {t('handling.done')}
          </Button>
        </Match>
      </Switch>
      <Button kind="quiet" icon={ellipsis} aria-haspopup="dialog" onClick={() => setMore(true)}>
        {t('handling.more')}
      </Button>
      <Show when={!more() && !handing()}>
        <Problem />
      </Show>
      <Dialog
        open={more()}
        title={t('handling.label')}
        onClose={() => setMore(false)}
        actions={
          <>
            <Show when={isMine()}>
              <Button disabled={busy()} onClick={() => void handle({ do: 'release' })}>
                {t('handling.release')}
              </Button>
            </Show>
            <Show when={state() !== 'done'}>
              <Button
                icon={flag}
                disabled={busy()}
                onClick={() => void handle({ do: 'urgent', urgent: !handling().urgent })}
              >
                {t(handling().urgent ? 'handling.notUrgent' : 'handling.urgent')}
              </Button>
            </Show>
            <Show
              when={handling().handedOver}
              fallback={
                <Show when={props.role === 'staff'}>
                  <Button
                    icon={briefcase}
                    onClick={() => {
                      setMore(false)
                      setHanding(true)
                    }}
                  >
                    {t('handling.handOver')}
                  </Button>
                </Show>
              }
            >
              <Button icon={briefcase} disabled={busy()} onClick={() => void handle({ do: 'hand_back' })}>
                {t('handling.handBack')}
              </Button>
            </Show>
            <Button kind="quiet" onClick={() => setMore(false)}>
              {t('action.close')}
            </Button>
          </>
        }
      >
        <Show when={handling().handedOver}>
          {(handed) => <p>{t('handling.handedBy', handed().name, shortWhen(handed().at))}</p>}
        </Show>
        <Problem />
      </Dialog>
      <Dialog
        open={handing()}
        title={t('handling.handOver.title')}
        onClose={() => setHanding(false)}
        actions={
          <>
            <Button kind="primary" busy={busy()} disabled={busy()} onClick={() => void handle({ do: 'hand_over' })}>
              {t('handling.handOver')}
            </Button>
            <Button kind="quiet" onClick={() => setHanding(false)}>
              {t('action.cancel')}
            </Button>
          </>
        }
      >
        <p>{t('handling.handOver.text')}</p>
        <Problem />
      </Dialog>
    </fieldset>
  )
}
