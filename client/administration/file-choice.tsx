import { createSignal, type JSX } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Icon } from '../ui/icon.tsx'
import { fileUp } from '../ui/icons.ts'

/** A place for one file: pressed to choose it, or dropped on. */
export function FileChoice(props: { onChoose: (file: File) => void }): JSX.Element {
  const t = useT('office')
  const [over, setOver] = createSignal(false)
  return (
    <label
      class={`grid min-h-40 cursor-pointer content-center justify-items-center gap-1 rounded-card border-2 border-dashed p-6 text-center focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-focus ${over() ? 'border-accent bg-accent-tint' : 'border-control bg-surface hover:bg-inset'}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const file = event.dataTransfer?.files[0]
        if (file) props.onChoose(file)
      }}
    >
      <Icon of={fileUp} class="text-accent" />
      <span class="font-strong text-accent">{t('import.choose')}</span>
      <span class="text-sm text-muted">{t('import.drop')}</span>
      <input
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        class="sr-only"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file) props.onChoose(file)
        }}
      />
    </label>
  )
}
