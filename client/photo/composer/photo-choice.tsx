import type { JSX } from 'solid-js'
import { useT } from '../../locales/words.ts'
import { Icon } from '../../ui/icon.tsx'
import { camera, imagePlus } from '../../ui/icons.ts'

const both = 'image/*,video/*'

/** Opens the camera or the device's own list of photos; the input lies over the whole, so every press is its own. */
function FileInput(props: {
  label: string
  capture?: boolean
  onChoose: (files: readonly File[]) => void
}): JSX.Element {
  return (
    <input
      type="file"
      accept={props.capture ? 'image/*' : both}
      multiple={!props.capture}
      capture={props.capture ? 'environment' : undefined}
      aria-label={props.label}
      title={props.label}
      onChange={(chosen) => {
        const files = [...(chosen.currentTarget.files ?? [])]
        // The same file can be chosen again.
        chosen.currentTarget.value = ''
        if (files.length > 0) props.onChoose(files)
      }}
      class="absolute inset-0 size-full cursor-pointer opacity-0 file:cursor-pointer"
    />
  )
}

const around =
  'relative inline-flex min-h-target items-center justify-center gap-2 border border-control bg-surface leading-5 font-strong hover:bg-inset has-focus-visible:z-10 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus'

/** How photos come in: chosen, or taken now. */
export function PhotoChoice(props: { onChoose: (files: readonly File[]) => void; wide?: boolean }): JSX.Element {
  const t = useT('staff')
  return (
    <span class={`inline-flex ${props.wide ? 'w-full' : ''}`}>
      <span class={`${around} rounded-l-control px-4 huge:px-2 ${props.wide ? 'grow' : ''}`}>
        <Icon of={imagePlus} size="m" />
        <span aria-hidden="true" class={`huge:hidden ${props.wide ? '' : 'hidden rail:inline'}`}>
          {t('photos.choose')}
        </span>
        <FileInput label={t('photos.chooseName')} onChoose={props.onChoose} />
      </span>
      <span class={`${around} -ml-px w-target rounded-r-control`}>
        <Icon of={camera} size="m" />
        <FileInput capture label={t('photos.take')} onChoose={props.onChoose} />
      </span>
    </span>
  )
}

const tile =
  'relative grid min-h-target place-items-center rounded-control border border-dashed border-control text-accent hover:bg-inset has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus'

/** The same among the photos that are there. */
export function PhotoTiles(props: { onChoose: (files: readonly File[]) => void }): JSX.Element {
  const t = useT('staff')
  return (
    <>
      <li class={tile}>
        <Icon of={imagePlus} />
        <FileInput label={t('photos.add')} onChoose={props.onChoose} />
      </li>
      <li class={tile}>
        <Icon of={camera} />
        <FileInput capture label={t('photos.take')} onChoose={props.onChoose} />
      </li>
    </>
  )
}
