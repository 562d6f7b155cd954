import { type ComponentProps, type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { TextArea } from './field.tsx'

/** A field of which nothing is cut off: near the most it says how much is left, past it how much there is too much. */
export function CountedArea(
  props: ComponentProps<typeof TextArea> & { value: string /** In characters. */; most: number },
): JSX.Element {
  const t = useT()
  const left = () => props.most - props.value.length
  return (
    <div>
      <TextArea {...props} error={left() < 0 ? t('text.over', -left(), props.most) : props.error} />
      <Show when={left() >= 0 && left() <= props.most / 4}>
        <p role="status" class="mt-1 text-right text-sm text-muted tabular-nums">
          {t('text.left', left())}
        </p>
      </Show>
    </div>
  )
}
