import { createSignal, type JSX, Show } from 'solid-js'
import type { GuardianAction } from '../../backend/contract/action.ts'
import type { Id } from '../../backend/contract/values.ts'
import { createDone, DoneNote } from '../absence/done-note.tsx'
import { useT } from '../locales/words.ts'
import { go, where } from '../router.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { Switcher } from '../ui/switcher.tsx'
import { initials } from '../ui/tag.tsx'
import { ActionBody } from './action-body.tsx'
import { useActionWords } from './action-words.ts'
import type { Answering } from './answering.ts'
import { StuckAnswer } from './stuck-answer.tsx'
import { WaitingList } from './waiting-list.tsx'

const newestFirst = (a: GuardianAction, b: GuardianAction) =>
  Date.parse(b.closed?.at ?? b.askedAt) - Date.parse(a.closed?.at ?? a.askedAt)

/** What is asked of this guardian, and for a month what was. */
export function ActionsScreen(props: {
  answering: Answering
  children: readonly { id: Id; callName: string }[]
}): JSX.Element {
  const t = useT('action')
  const common = useT('guardian')
  const words = useActionWords()
  const done = createDone()
  const [error, setError] = createSignal<unknown>()
  const child = () => props.children.find(({ id }) => id === where().query.get('child'))?.id ?? null
  const all = () => props.answering.asked().actions.filter(({ childId }) => child() === null || childId === child())
  const answerTo = (id: Id) => props.answering.asked().answers.find(({ actionId }) => actionId === id)
  const open = () => all().filter(({ closed }) => closed === null)
  const waiting = () => props.answering.waiting(child())
  const parts = () =>
    [
      { title: t('asked.list.answered'), actions: open().filter(({ id }) => answerTo(id)) },
      {
        title: t('asked.list.byOther'),
        actions: open().filter(({ id, answered }) => answered && !answerTo(id)),
      },
      { title: t('asked.list.closed'), actions: all().filter(({ closed }) => closed !== null) },
    ].filter(({ actions }) => actions.length > 0)
  const takeBack = (action: GuardianAction) => {
    setError(undefined)
    void props.answering.answer(action, false).then(
      () => done.say(t('asked.takenBack', action.text)),
      (cause: unknown) => setError(() => cause),
    )
  }
  return (
    <main id="main" class="px-gutter pt-5 pb-24">
      <div class="max-w-timeline">
        <ScreenTitle>{common('actions.title')}</ScreenTitle>
        <p class="mt-1 mb-4 text-sm text-pretty text-muted">{t('asked.list.intro')}</p>
        <Show when={props.children.length > 1}>
          <div class="-mx-gutter mb-4">
            <Switcher
              label={common('today.choose')}
              value={child()}
              options={[
                { value: null, label: common('today.all') },
                ...props.children.map(({ id, callName }) => ({
                  value: id,
                  label: callName,
                  tag: { id, initials: initials(callName) },
                })),
              ]}
              onChange={(chosen) => go(chosen ? `/actions?child=${chosen}` : '/actions', { replace: true, stay: true })}
            />
          </div>
        </Show>
        <Show when={error()}>
          <ErrorNote error={error()} />
        </Show>
        <section>
          <h2 class="mb-2 text-sm font-strong text-muted">{t('asked.list.mine')}</h2>
          <Show when={waiting().length === 0}>
            <p>{t('asked.list.mine.none')}</p>
          </Show>
          <Card class={waiting().length === 0 ? 'hidden' : 'p-4'}>
            <WaitingList answering={props.answering} actions={waiting()} done={done} />
          </Card>
        </section>
        <Keyed each={parts()} by={({ title }) => title}>
          {(part) => (
            <section class="mt-6">
              <h2 class="mb-2 text-sm font-strong text-muted">{part().title}</h2>
              <ul class="grid grid-cols-[minmax(0,1fr)] gap-3">
                <Keyed each={[...part().actions].sort(newestFirst)} by={({ id }) => id}>
                  {(action) => (
                    <Card as="li" class="p-4">
                      <ActionBody action={action()} about={props.answering.nameOf(action().childId)} />
                      <Show when={action().closed}>
                        {(closed) => (
                          <p class="mt-1 text-sm text-muted">
                            {t(`asked.closed.${closed().why}`, words.moment(closed().at))}
                          </p>
                        )}
                      </Show>
                      <StuckAnswer answering={props.answering} action={action()} />
                      <Show
                        when={answerTo(action().id)}
                        fallback={
                          <Show when={action().answered && !action().closed}>
                            <p class="mt-1 text-sm text-muted">{t('asked.list.other')}</p>
                          </Show>
                        }
                      >
                        {(answer) => (
                          <>
                            <p class="mt-1 text-sm text-muted">
                              {t('asked.list.you', words.moment(answer().at))}
                              <Show when={props.answering.isOnItsWay(action().id)}> · {t('asked.waiting')}</Show>
                            </p>
                            <Show when={answer().note}>
                              <p class="mt-1 text-sm whitespace-pre-wrap wrap-anywhere">{answer().note}</p>
                            </Show>
                            <Show when={!action().closed}>
                              <Button
                                class="mt-2"
                                aria-label={t(
                                  'asked.list.takeBack.of',
                                  action().text,
                                  props.answering.nameOf(action().childId),
                                )}
                                onClick={() => takeBack(action())}
                              >
                                {t('asked.list.takeBack')}
                              </Button>
                            </Show>
                          </>
                        )}
                      </Show>
                    </Card>
                  )}
                </Keyed>
              </ul>
            </section>
          )}
        </Keyed>
      </div>
      <DoneNote of={done} />
    </main>
  )
}
