import { type JSX, Show } from 'solid-js'
import type { PolicyText } from '../../backend/contract/policy.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { shortDay } from '../time.ts'
import { Markdown } from '../ui/markdown.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'

/** One version to read: its title, from when it holds, what changed, and the whole text. */
export function PolicyBody(props: { policy: PolicyText; title: string }): JSX.Element {
  const t = useT('account')
  return (
    <>
      <ScreenTitle>{props.title}</ScreenTitle>
      <p class="mt-1 text-sm text-muted tabular-nums">
        {t('policies.version', props.policy.version, shortDay(props.policy.effectiveOn, language(), today()))}
      </p>
      <Show when={props.policy.version > 1}>
        <div class="mt-4 rounded-card border border-hairline bg-notice p-4">
          <h2 class="font-strong">{t('policies.changed')}</h2>
          <p class="mt-1 text-sm text-pretty wrap-anywhere">{props.policy.summary[language()]}</p>
        </div>
      </Show>
      <div class="mt-6">
        <Markdown text={props.policy.text[language()]} loading={t('policies.loading')} />
      </div>
    </>
  )
}
