import { createSignal, For, type JSX, onCleanup, onMount } from 'solid-js'
import { pinLength } from '../../backend/contract/tablet-limits.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { deleteBack } from '../ui/icons.ts'

const { least, most } = pinLength

/** Takes a PIN by touch or by keyboard; of its digits nothing stands on the page. */
export function PinPad(props: {
  busy: boolean
  disabled: boolean
  onPin: (pin: string) => Promise<void>
}): JSX.Element {
  const t = useT('tablet')
  const [length, setLength] = createSignal(0)
  let pin = ''
  const take = (next: string) => {
    if (props.busy || props.disabled) return
    pin = next.slice(0, most)
    setLength(pin.length)
  }
  const finish = () => {
    if (pin.length < least || props.busy || props.disabled) return
    const given = pin
    void props.onPin(given).finally(() => take(''))
  }
  onMount(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (/^\d$/.test(event.key)) take(pin + event.key)
      else if (event.key === 'Backspace') take(pin.slice(0, -1))
      // Enter on a button presses that.
      else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) finish()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', press)
    onCleanup(() => removeEventListener('keydown', press))
  })
  const key =
    'grid min-h-14 place-items-center rounded-control border border-control bg-surface text-xl font-strong tabular-nums transition-colors duration-(--dur-press) hover:bg-inset disabled:text-muted'
  const digit = (of: string) => (
    <button type="button" class={key} disabled={props.disabled} onClick={() => take(pin + of)}>
      {of}
    </button>
  )
  return (
    <div class="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p role="status" class="sr-only">
        {t('pin.given', length())}
      </p>
      <div aria-hidden="true" class="flex h-6 items-center justify-center gap-3">
        <For each={Array.from({ length: most }, (_, n) => n)}>
          {(n) => (
            <span
              class={`size-4 rounded-full border-2 ${n < length() ? 'border-accent bg-accent' : 'border-control'} ${n >= least && n >= length() ? 'opacity-40' : ''}`}
            />
          )}
        </For>
      </div>
      <fieldset class="grid min-w-0 grid-cols-3 gap-2">
        <legend class="sr-only">{t('pin.label')}</legend>
        <For each={['1', '2', '3', '4', '5', '6', '7', '8', '9']}>{digit}</For>
        <span />
        {digit('0')}
        <button
          type="button"
          class={key}
          aria-label={t('pin.back')}
          title={t('pin.back')}
          disabled={props.disabled}
          onClick={() => take(pin.slice(0, -1))}
        >
          <Icon of={deleteBack} />
        </button>
      </fieldset>
      <Button
        kind="primary"
        wide
        class="min-h-14"
        busy={props.busy}
        disabled={props.disabled || length() < least}
        onClick={finish}
      >
        {t('pin.action')}
      </Button>
    </div>
  )
}
