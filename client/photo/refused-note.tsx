import { type JSX, Show } from 'solid-js'
import { ApiError } from '../api.ts'
import { language } from '../locales/words.ts'
import { listed } from '../time.ts'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { triangleAlert } from '../ui/icons.ts'

/** Why a change of placed photos was not taken: for whom consent is missing, in the words of that change, or the error as it is. */
export function RefusedNote(props: { error: unknown; missing: (names: string) => string }): JSX.Element {
  const names = () => {
    const { error } = props
    const children = error instanceof ApiError && error.code === 'consent_missing' ? error.details.children : undefined
    return children?.length
      ? listed(
          children.map(({ callName }) => callName),
          language(),
        )
      : undefined
  }
  return (
    <Show
      when={names()}
      fallback={
        <Show when={props.error}>
          <ErrorNote error={props.error} />
        </Show>
      }
    >
      {(listedNames) => (
        <p role="alert" class="flex gap-2 rounded-control border border-alert-edge bg-alert-tint p-3">
          <Icon of={triangleAlert} size="m" class="mt-px text-alert" />
          {props.missing(listedNames())}
        </p>
      )}
    </Show>
  )
}
