import { createSignal, createUniqueId, For, type JSX, mergeProps, Show, splitProps } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Icon } from './icon.tsx'
import { chevronDown, circleAlert } from './icons.ts'
import { announce } from './live-region.tsx'

interface Around {
  label: string
  /** Hides the label from sight only. */
  quietLabel?: boolean
  help?: string | undefined
  error?: string | undefined
}

const box = (invalid: boolean) =>
  `block min-h-target w-full rounded-control bg-surface ${invalid ? 'border-2 border-alert px-[calc(--spacing(3)-1px)] py-[calc(--spacing(2)+1px)]' : 'border border-control px-3 py-2.5'}`

const parts = ['label', 'quietLabel', 'help', 'error'] as const

/** A label, what is filled in, and below it help or what is wrong. */
function Labelled(props: Around & { id: string; children: JSX.Element }): JSX.Element {
  return (
    <div>
      <label for={props.id} class={props.quietLabel ? 'sr-only' : 'mb-1 block text-sm font-strong'}>
        {props.label}
      </label>
      {props.children}
      <Show when={props.error ?? props.help}>
        {(words) => (
          <p id={`${props.id}-note`} class={`mt-1 flex gap-1.5 text-sm ${props.error ? 'text-alert' : 'text-muted'}`}>
            <Show when={props.error}>
              <Icon of={circleAlert} size="s" class="mt-0.5" />
            </Show>
            {words()}
          </p>
        )}
      </Show>
    </div>
  )
}

const noteOf = (props: Around, id: string) => (props.error || props.help ? `${id}-note` : undefined)

/** Whether a browser will leave out a part of what is pasted or dropped into a field. */
function isCut(field: HTMLInputElement, { inputType, data }: InputEvent): boolean {
  if (!/^insertFrom(Paste|Drop)$/.test(inputType) || field.maxLength < 0) return false
  // What is selected makes room for what is pasted; line ends never come in.
  const goes = inputType === 'insertFromPaste' ? (field.selectionEnd ?? 0) - (field.selectionStart ?? 0) : 0
  return field.value.length - goes + (data ?? '').replaceAll(/[\r\n]/g, '').length > field.maxLength
}

/** A field of one line. It takes no more than its most, and says so where a part of what is pasted did not fit. */
export function Field(
  props: Around & JSX.InputHTMLAttributes<HTMLInputElement> & { after?: JSX.Element },
): JSX.Element {
  const t = useT()
  const [given, own, rest] = splitProps(props, parts, ['after', 'class'])
  const id = createUniqueId()
  const [most, setMost] = createSignal<number>()
  const around = mergeProps(given, {
    get help() {
      const fits = most()
      return fits === undefined ? given.help : t('text.cut', fits)
    },
  })
  return (
    <Labelled {...around} id={id}>
      <div class="relative">
        <input
          {...rest}
          on:beforeinput={(input) => {
            const field = input.currentTarget
            const fits = isCut(field, input) ? field.maxLength : undefined
            setMost(fits)
            if (fits !== undefined) announce(t('text.cut', fits))
          }}
          id={id}
          aria-invalid={around.error ? 'true' : undefined}
          aria-describedby={noteOf(around, id)}
          class={`${box(!!around.error)} ${own.after ? 'pr-12' : ''} ${own.class ?? ''}`}
        />
        <Show when={own.after}>
          <div class="absolute inset-y-0 right-0 grid place-items-center">{own.after}</div>
        </Show>
      </div>
    </Labelled>
  )
}

/** A field that grows with its text. */
export function TextArea(props: Around & JSX.TextareaHTMLAttributes<HTMLTextAreaElement>): JSX.Element {
  const [around, own, rest] = splitProps(props, parts, ['class'])
  const id = createUniqueId()
  return (
    <Labelled {...around} id={id}>
      <textarea
        {...rest}
        id={id}
        aria-invalid={around.error ? 'true' : undefined}
        aria-describedby={noteOf(around, id)}
        class={`${box(!!around.error)} resize-none [field-sizing:content] ${own.class ?? ''}`}
      />
    </Labelled>
  )
}

/** The platform's own list of choices. */
export function Select(
  props: Around & {
    options: readonly { value: string; label: string }[]
  } & JSX.SelectHTMLAttributes<HTMLSelectElement>,
): JSX.Element {
  const [around, own, rest] = splitProps(props, parts, ['options', 'class', 'value'])
  const id = createUniqueId()
  return (
    <Labelled {...around} id={id}>
      <div class="relative">
        <select
          {...rest}
          id={id}
          aria-invalid={around.error ? 'true' : undefined}
          aria-describedby={noteOf(around, id)}
          class={`${box(!!around.error)} appearance-none pr-10 ${own.class ?? ''}`}
        >
          <For each={own.options}>
            {(option) => (
              <option value={option.value} selected={option.value === own.value}>
                {option.label}
              </option>
            )}
          </For>
        </select>
        <Icon of={chevronDown} size="m" class="pointer-events-none absolute inset-y-0 right-3 my-auto text-muted" />
      </div>
    </Labelled>
  )
}
