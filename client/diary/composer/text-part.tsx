import { type JSX, Show } from 'solid-js'
import { useT } from '../../locales/words.ts'
import { TextArea } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { plus } from '../../ui/icons.ts'
import { cleanText } from './clean-text.ts'

/** From how much of the most is left on is counted. */
const counts = 500

/** The text, with a button that puts the child's name in it. */
export function TextPart(props: {
  label: string
  value: string
  placeholder: string
  onChange: (text: string) => void
  named: boolean
  /** How long the text may be. */
  most: number
}): JSX.Element {
  const t = useT('staff')
  let field: HTMLTextAreaElement | undefined
  const left = () => props.most - props.value.length

  const insertName = () => {
    if (!field) return
    const { selectionStart: from, selectionEnd: to, value } = field
    const before = value.slice(0, from)
    const word = `${before === '' || /\s$/.test(before) ? '' : ' '}{name}`
    props.onChange(cleanText(`${before}${word}${value.slice(to)}`))
    field.focus()
    field.setSelectionRange(from + word.length, from + word.length)
  }
  return (
    <div>
      <TextArea
        ref={(element: HTMLTextAreaElement) => {
          field = element
        }}
        rows={3}
        quietLabel
        label={props.label}
        placeholder={props.placeholder}
        value={props.value}
        error={left() < 0 ? t('text.over', -left(), props.most) : undefined}
        onInput={(typed) => props.onChange(cleanText(typed.currentTarget.value))}
        class="max-h-80 min-h-26!"
      />
      <div class="flex flex-wrap items-center gap-x-3 *:mt-2">
        <Show when={props.named}>
          <button
            type="button"
            onClick={insertName}
            aria-label={t('text.insertName')}
            class="inline-flex min-h-target shrink-0 items-center gap-1.5 rounded-full border border-control bg-surface px-4 text-sm font-[560] whitespace-nowrap hover:bg-inset huge:shrink huge:whitespace-normal"
          >
            <Icon of={plus} size="s" />
            {t('text.name')}
          </button>
          <Show when={props.value.includes('{name}')}>
            <span class="min-w-0 grow basis-48 text-xs text-muted">{t('text.nameHelp')}</span>
          </Show>
        </Show>
        <Show when={left() <= counts && left() >= 0}>
          <span class="ml-auto text-xs text-muted tabular-nums" role="status">
            {t('text.left', left())}
          </span>
        </Show>
      </div>
    </div>
  )
}
