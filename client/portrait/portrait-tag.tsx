import { createEffect, createSignal, type JSX, onCleanup, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { formFor } from '../photo/form.ts'
import { pictureFile } from '../photo/picture-store.ts'
import { initials, Tag } from '../ui/tag.tsx'

const corners = { m: 'rounded-control', xl: 'rounded-card' }

/** The face beside the name of somebody of the staff; without one, or as long as it has not come, the name tag. */
export function PortraitTag(props: {
  portraitId: Id | null
  firstName: string
  size?: keyof typeof corners
}): JSX.Element {
  const [address, setAddress] = createSignal<string>()
  createEffect(() => {
    const id = props.portraitId
    setAddress()
    if (id === null) return
    const stop = new AbortController()
    onCleanup(() => {
      stop.abort()
      const shown = address()
      if (shown) URL.revokeObjectURL(shown)
    })
    void formFor(320)
      .then((form) => pictureFile({ kind: 'portrait', id }, form, stop.signal))
      .then(
        (file) => !stop.signal.aborted && setAddress(URL.createObjectURL(file)),
        // The name stands beside it.
        () => undefined,
      )
  })
  const size = () => props.size ?? 'm'
  return (
    <span aria-hidden="true" class={`relative inline-grid shrink-0 overflow-hidden ${corners[size()]}`}>
      <Tag id={props.firstName} initials={initials(props.firstName)} shape="square" size={size()} />
      <Show when={address()}>
        {(url) => (
          <img src={url()} alt="" data-portrait={props.portraitId} class="absolute inset-0 size-full object-cover" />
        )}
      </Show>
    </span>
  )
}
