import { createSignal, type JSX, onMount, Show } from 'solid-js'
import type { ChosenTopic, TopicChoice } from '../../backend/contract/preferences.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Card } from '../ui/card.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { Later } from '../ui/later.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'

const choices: readonly TopicChoice[] = ['immediate', 'daily', 'off']

/** What somebody wants to be told, and how fast. */
export function TopicList(): JSX.Element {
  const t = useT('account')
  const [topics, setTopics] = createSignal<readonly ChosenTopic[]>()
  const [failed, setFailed] = createSignal<{ error: unknown; again: () => Promise<void> }>()

  async function load(): Promise<void> {
    setFailed(undefined)
    try {
      setTopics((await call('topicChoices')).topics)
    } catch (error) {
      setFailed({ error, again: load })
    }
  }
  onMount(() => void load())

  /** Shown at once; what could not be sent stays as it was chosen, to be sent again. */
  async function choose(chosen: ChosenTopic): Promise<void> {
    setFailed(undefined)
    setTopics((before) => before?.map((one) => (one.topic === chosen.topic ? chosen : one)))
    await call('chooseTopic', { body: chosen }).catch((error: unknown) =>
      setFailed({ error, again: () => choose(chosen) }),
    )
  }

  return (
    <>
      <Show when={failed()}>
        {(failure) => (
          <div class="mb-3">
            <ErrorNote error={failure().error} onRetry={() => void failure().again()} />
          </div>
        )}
      </Show>
      <Show
        when={topics()}
        fallback={
          <Show when={!failed()}>
            <Later>
              <SkeletonCards count={1} label={t('app.loading')} />
            </Later>
          </Show>
        }
      >
        {(list) => (
          <Card as="section">
            <Keyed each={list()} by={({ topic }) => topic}>
              {(one) => (
                <div class="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-hairline p-4 first:border-t-0">
                  <div class="min-w-0">
                    <p class="font-strong wrap-anywhere">{t(`topic.${one().topic}`)}</p>
                    <Show when={one().topic === 'account'}>
                      <p class="text-sm text-pretty text-muted">{t('topic.account.text')}</p>
                    </Show>
                  </div>
                  <Segmented<TopicChoice>
                    label={t(`topic.${one().topic}`)}
                    value={one().choice}
                    options={choices
                      .filter((choice) => choice !== 'off' || one().topic !== 'account')
                      .map((value) => ({ value, label: t(`topic.choice.${value}`) }))}
                    onChange={(choice) => void choose({ topic: one().topic, choice })}
                  />
                </div>
              )}
            </Keyed>
          </Card>
        )}
      </Show>
    </>
  )
}
