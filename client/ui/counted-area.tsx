import { type ComponentProps, type JSX, Show, splitProps } from 'solid-js'
import { useT } from '../locales/words.ts'
import { TextArea } from './field.tsx'

/**
 * A field of which nothing is cut off: near the most it says how much is left, past it how much there is too much. Whoever
 * sends what is in it refuses while it is past.
 */
export function CountedArea(
  props: ComponentProps<typeof TextArea> & { value: string /** In characters. */; most: number },
): JSX.Element {
  const t = useT()
  const [own, area] = splitProps(props, ['most'])
  const left = () => own.most - props.value.length
  return (
    <div>
      <TextArea {...area} error={left() < 0 ? t('text.over', -left(), own.most) : area.error} />
      <Show when={left() >= 0 && left() <= own.most / 4}>
        <p role="status" class="mt-1 text-right text-sm text-muted tabular-nums">
          {t('text.left', left())}
        </p>
      </Show>
    </div>
  )
}
