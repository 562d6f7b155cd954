import { type JSX, Show } from 'solid-js'
import type { GuardianAction, StaffAction } from '../../backend/contract/action.ts'
import { useT } from '../locales/words.ts'
import { Chip } from '../ui/chip.tsx'
import { clockAlert, clock as clockIcon } from '../ui/icons.ts'
import { isLate, useActionWords } from './action-words.ts'

/** What is asked: the words, by when, and where a link leads. */
export function ActionBody(props: { action: GuardianAction | StaffAction; about?: string }): JSX.Element {
  const t = useT('action')
  const words = useActionWords()
  return (
    <>
      <p class="text-sm text-muted">
        <Show when={props.about}>{props.about} · </Show>
        {t(`asked.kind.${props.action.kind}`)}
      </p>
      <p class="font-strong whitespace-pre-wrap wrap-anywhere">{props.action.text}</p>
      <Show when={words.due(props.action)}>
        {(due) => (
          <p class="mt-1">
            <Chip tone={isLate(props.action) ? 'alert' : 'quiet'} icon={isLate(props.action) ? clockAlert : clockIcon}>
              {due()}
            </Chip>
          </p>
        )}
      </Show>
      <Show when={props.action.link}>
        {(link) => (
          <p>
            <a
              href={link()}
              target="_blank"
              rel="noopener noreferrer nofollow"
              class="inline-flex min-h-target max-w-full items-center font-strong text-accent underline underline-offset-[.2em] wrap-anywhere"
            >
              {t('asked.link', new URL(link()).host)}
            </a>
          </p>
        )}
      </Show>
    </>
  )
}
