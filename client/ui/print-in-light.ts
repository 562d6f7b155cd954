import { onCleanup, onMount } from 'solid-js'

/** Paper is light, whatever the screen is. */
export function printInLight(): void {
  const { dataset } = document.documentElement
  let before: string | undefined
  const begin = () => {
    before = dataset.theme
    dataset.theme = 'light'
  }
  const end = () => {
    if (before === undefined) delete dataset.theme
    else dataset.theme = before
  }
  onMount(() => {
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
  })
  onCleanup(() => {
    window.removeEventListener('beforeprint', begin)
    window.removeEventListener('afterprint', end)
  })
}
