/**
 * Brings whoever sent a form to its first field that is not right, once that is marked.
 * @param within the form, or how to find it when it is asked
 */
export function focusInvalid(within: HTMLElement | string): void {
  const wrong = '[aria-invalid=true]'
  queueMicrotask(() => {
    const field =
      typeof within === 'string'
        ? document.querySelector<HTMLElement>(`${within} ${wrong}`)
        : within.querySelector<HTMLElement>(wrong)
    field?.focus()
  })
}
