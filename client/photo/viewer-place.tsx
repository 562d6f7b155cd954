import { createMemo, type JSX, lazy, Show, Suspense } from 'solid-js'
import { closePhoto, openedPhoto, showPhoto } from './address.ts'
import type { ViewerProps } from './viewer-props.ts'

const Viewer = lazy(() => import('./viewer.tsx').then((m) => ({ default: m.Viewer })))

/** The viewer, over the screen that it stands on, while the address says that a photo is open. */
export function ViewerPlace(props: Omit<ViewerProps, 'opened' | 'onShow' | 'onClose'>): JSX.Element {
  const opened = createMemo(openedPhoto)
  return (
    // Its own, so that the screen below stays while it loads.
    <Suspense>
      <Show when={opened()}>{(id) => <Viewer {...props} opened={id()} onShow={showPhoto} onClose={closePhoto} />}</Show>
    </Suspense>
  )
}
