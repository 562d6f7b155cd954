import { createMemo, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import { useT } from '../locales/words.ts'
import { go, match, where } from '../router.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { Chip } from '../ui/chip.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorScreen } from '../ui/error-note.tsx'
import { notebookPen, users } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { Later } from '../ui/later.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { ConversationRow } from './conversation-row.tsx'
import { asksGuardian, type Line } from './conversation-state.ts'
import { GoneNote } from './gone-note.tsx'
import { GuardianBegun, GuardianConversationPane } from './guardian-conversation.tsx'
import type { GuardianMail } from './guardian-mail.ts'
import { ListAndOne } from './list-and-one.tsx'
import { ListPane } from './list-pane.tsx'
import { keptText } from './message-draft.ts'
import { createMessagesPlace } from './messages-place.ts'

/** The conversations of a guardian with the groups of their children. */
export function GuardianMessages(props: { mail: GuardianMail }): JSX.Element {
  const t = useT('conversation')
  const { mail } = props
  const me = mail.reader.personId
  const [choosing, setChoosing] = createSignal(false)
  const opened = createMemo(() => match('/messages/:conversationId', where().path)?.conversationId ?? null)
  const begun = createMemo(() => match('/messages/new/:childId', where().path)?.childId ?? null)
  const place = createMessagesPlace('/messages')
  const isThere = createMemo(() => mail.children() !== undefined)
  /** Without what was proposed, taken back, and never written in. */
  const list = createMemo(() => mail.list().filter(({ conversation: { sharing, last } }) => !sharing?.endedAt || last))
  /** About whom this guardian could begin. */
  const free = createMemo(() => (mail.children() ?? []).filter((child) => !child.conversationId && !child.silence))
  const otherOf = ({ conversation }: Line) =>
    conversation.guardians
      .filter(({ personId }) => personId !== me)
      .map(({ name }) => name)
      .join(', ')
  const titleOf = ({ conversation: { group, child } }: Line) =>
    group ? t('messages.about', group.name, child.callName) : t('messages.aboutChild', child.callName)
  const subtitleOf = (line: Line) => {
    const { kind, withManager } = line.conversation
    if (kind === 'shared') return t(withManager ? 'messages.shared.manager' : 'messages.shared', otherOf(line))
    return t(withManager ? 'messages.private.manager' : 'messages.private')
  }
  const insteadOf = (line: Line) => {
    const { sharing } = line.conversation
    if (!sharing || sharing.agreedAt || sharing.endedAt) return t('messages.noneYet')
    return t(sharing.proposedBy === me ? 'sharing.proposed.short' : 'sharing.asked.short', otherOf(line))
  }

  return (
    <>
      <ListAndOne
        isOpen={opened() !== null || begun() !== null}
        list={
          <ListPane
            place={place}
            opened={opened()}
            isOne={opened() !== null || begun() !== null}
            canFind={list().length > 0}
            tools={
              <Show when={free().length > 0 && list().length > 0}>
                <Button icon={notebookPen} onClick={() => beginWith()}>
                  {free().length === 1 ? t('messages.begin.about', free()[0]!.callName) : t('messages.begin')}
                </Button>
              </Show>
            }
          >
            <Switch
              fallback={
                <div class="px-gutter">
                  <Later>
                    <SkeletonCards count={2} label={t('messages.loading')} />
                  </Later>
                </div>
              }
            >
              <Match when={!isThere() && mail.failure()}>
                <div class="px-gutter">
                  <ErrorScreen
                    title={t('messages.failed')}
                    error={mail.failure()}
                    onRetry={() => void mail.refetch().catch(() => undefined)}
                  />
                </div>
              </Match>
              <Match when={isThere() && list().length === 0}>
                <div class="px-gutter">
                  <Calm
                    drawing="book"
                    title={t('messages.empty.title')}
                    actions={
                      <For each={free()}>
                        {(child) => (
                          <ButtonLink kind="primary" icon={notebookPen} href={`/messages/new/${child.id}`}>
                            {t('messages.begin.about', child.callName)}
                          </ButtonLink>
                        )}
                      </For>
                    }
                  >
                    <p>{t(free().length > 0 ? 'messages.empty.text' : 'messages.empty.noChild')}</p>
                  </Calm>
                </div>
              </Match>
              <Match when={isThere()}>
                <ul class="divide-y divide-hairline border-y border-hairline bg-surface">
                  <Keyed each={list()} by={({ conversation }) => conversation.id}>
                    {(line) => (
                      <li>
                        <ConversationRow
                          line={line()}
                          reader={mail.reader}
                          href={place.address(line().conversation.id)}
                          title={titleOf(line())}
                          subtitle={subtitleOf(line())}
                          current={line().conversation.id === opened()}
                          draft={line().conversation.id === opened() ? '' : keptText(me, line().conversation.id)}
                          instead={insteadOf(line())}
                          asks={asksGuardian(line(), me)}
                          chips={
                            <Show when={asksGuardian(line(), me)}>
                              <Chip small tone="present" icon={users}>
                                {t('sharing.waiting')}
                              </Chip>
                            </Show>
                          }
                        />
                      </li>
                    )}
                  </Keyed>
                </ul>
              </Match>
            </Switch>
          </ListPane>
        }
        one={
          <Switch>
            <Match when={opened()} keyed>
              {(id) => (
                <Show
                  when={mail.line(id)}
                  fallback={
                    <Show when={isThere()}>
                      <GoneNote fetched={!mail.fromDevice()} list={place.root} />
                    </Show>
                  }
                >
                  {(line) => (
                    <GuardianConversationPane
                      mail={mail}
                      id={id}
                      at={place.at()}
                      line={line()}
                      title={titleOf(line())}
                      subtitle={subtitleOf(line())}
                      other={otherOf(line())}
                      onBack={place.back}
                    />
                  )}
                </Show>
              )}
            </Match>
            <Match when={begun()} keyed>
              {(childId) => (
                <Show
                  when={mail.children()?.find(({ id }) => id === childId)}
                  fallback={
                    <Show when={isThere()}>
                      <GoneNote fetched={!mail.fromDevice()} list={place.root} />
                    </Show>
                  }
                >
                  {(child) => <GuardianBegun mail={mail} child={child()} onBack={place.back} />}
                </Show>
              )}
            </Match>
          </Switch>
        }
        idle={
          <Show when={list().length > 0}>
            <h2 class="text-xl font-title">{t('messages.choose')}</h2>
            <p class="mt-1 text-muted">{t('messages.choose.text')}</p>
          </Show>
        }
      />
      <Dialog
        open={choosing()}
        title={t('messages.begin.title')}
        onClose={() => setChoosing(false)}
        actions={
          <>
            <For each={free()}>
              {(child) => (
                <ButtonLink href={`/messages/new/${child.id}`} onClick={() => setChoosing(false)}>
                  {child.callName}
                </ButtonLink>
              )}
            </For>
            <Button kind="quiet" onClick={() => setChoosing(false)}>
              {t('action.cancel')}
            </Button>
          </>
        }
      >
        {null}
      </Dialog>
    </>
  )

  function beginWith(): void {
    const [only, another] = free()
    if (only && !another) go(`/messages/new/${only.id}`)
    else setChoosing(true)
  }
}
