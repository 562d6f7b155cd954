import { createSignal, type JSX, onCleanup, onMount } from 'solid-js'

/** Which ends of a row hide something: fades there, so that whoever looks knows that it goes on. */
export function createFades(): { ref: (row: HTMLElement) => void; style: () => JSX.CSSProperties } {
  const [hidden, setHidden] = createSignal('', { equals: (a, b) => a === b })
  const ref = (row: HTMLElement) => {
    const look = () => {
      const left = row.scrollLeft > 1
      const right = row.scrollLeft + row.clientWidth < row.scrollWidth - 1
      setHidden(`${left ? 'left' : ''}${right ? 'right' : ''}`)
    }
    const sized = new ResizeObserver(look)
    const filled = new MutationObserver(look)
    onMount(() => {
      sized.observe(row)
      filled.observe(row, { childList: true, subtree: true, characterData: true })
      row.addEventListener('scroll', look, { passive: true })
    })
    onCleanup(() => {
      sized.disconnect()
      filled.disconnect()
    })
  }
  const style = (): JSX.CSSProperties => {
    const at = hidden()
    if (at === '') return {}
    const [from, until] = [at.startsWith('left') ? '2.5rem' : '0px', at.endsWith('right') ? '2.5rem' : '0px']
    return {
      'mask-image': `linear-gradient(to right, transparent, black ${from}, black calc(100% - ${until}), transparent)`,
    }
  }
  return { ref, style }
}

/** A row that scrolls sideways where there is no room for all of it; takes no room while nothing stands in it. */
export function ScrollRow(props: { children: JSX.Element }): JSX.Element {
  const fades = createFades()
  return (
    <div
      ref={fades.ref}
      style={fades.style()}
      class="relative -my-1 flex min-w-0 gap-2 overflow-x-auto py-1 [scrollbar-width:none] has-[>div>*]:grow has-[>div>*]:basis-60 huge:flex-wrap huge:overflow-visible"
    >
      {props.children}
    </div>
  )
}
