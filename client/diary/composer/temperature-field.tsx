import { createSignal, type JSX } from 'solid-js'
import { language, useT } from '../../locales/words.ts'
import { decimal } from '../../time.ts'
import { IconButton } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { minus, plus } from '../../ui/icons.ts'

const usual = 37
const [lowest, highest] = [33, 43]

/** A body temperature, typed with a comma or a point, or stepped by a tenth. */
export function TemperatureField(props: {
  value: number | null
  onChange: (celsius: number | null) => void
}): JSX.Element {
  const t = useT('staff')
  const [typed, setTyped] = createSignal<string | null>(null)
  const shown = () => typed() ?? (props.value === null ? '' : decimal(props.value, language()))
  const read = (text: string) => {
    setTyped(text)
    const celsius = Number(text.trim().replace(',', '.'))
    props.onChange(text.trim() !== '' && celsius >= lowest && celsius <= highest ? Math.round(celsius * 10) / 10 : null)
  }
  const step = (tenths: number) => {
    setTyped(null)
    const next = props.value === null ? usual : Math.round(props.value * 10 + tenths) / 10
    props.onChange(Math.min(highest, Math.max(lowest, next)))
  }
  return (
    <div class="grid grid-cols-[auto_minmax(0,1fr)_auto] items-end gap-2">
      <IconButton line icon={minus} label={t('temperature.less')} onClick={() => step(-1)} />
      <Field
        label={t('temperature.label')}
        value={shown()}
        inputMode="decimal"
        autocomplete="off"
        error={typed() && props.value === null ? t('temperature.range') : undefined}
        onInput={(input) => read(input.currentTarget.value)}
        class="text-center tabular-nums"
      />
      <IconButton line icon={plus} label={t('temperature.more')} onClick={() => step(1)} />
    </div>
  )
}
