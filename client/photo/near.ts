import { createSignal, onCleanup } from 'solid-js'

/** How far from view something still counts as near: enough to be there before it is seen. */
const margin = '900px'

/** Which parts of a page are near view, by the name that their element has in `data-near`. */
export function createNear() {
  const [near, setNear] = createSignal<ReadonlySet<string>>(new Set())
  const nameOf = (element: Element) => (element as HTMLElement).dataset.near ?? ''
  /** Out of view, but with the focus inside. */
  const lingering = new Set<Element>()
  const observer = new IntersectionObserver(
    (entries) =>
      setNear((before) => {
        const next = new Set(before)
        for (const { target, isIntersecting } of entries) {
          lingering.delete(target)
          if (isIntersecting) next.add(nameOf(target))
          else if (target.contains(document.activeElement)) lingering.add(target)
          else next.delete(nameOf(target))
        }
        return next
      }),
    { rootMargin: `${margin} 0px` },
  )
  const left = () =>
    queueMicrotask(() => {
      const gone = [...lingering].filter((element) => !element.contains(document.activeElement))
      if (gone.length === 0) return
      for (const element of gone) lingering.delete(element)
      setNear((before) => new Set([...before].filter((name) => !gone.some((element) => nameOf(element) === name))))
    })
  document.addEventListener('focusout', left)
  onCleanup(() => {
    observer.disconnect()
    document.removeEventListener('focusout', left)
  })
  return {
    near,
    watch(element: HTMLElement) {
      observer.observe(element)
      onCleanup(() => {
        observer.unobserve(element)
        lingering.delete(element)
        setNear((before) => {
          if (!before.has(nameOf(element))) return before
          const next = new Set(before)
          next.delete(nameOf(element))
          return next
        })
      })
    },
  }
}

export type Near = ReturnType<typeof createNear>
