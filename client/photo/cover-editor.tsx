import { createSignal, For, type JSX, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { arrowDown, arrowLeft, arrowRight, arrowUp, check, minus, plus, rotateCw, trash, x } from '../ui/icons.ts'
import { moveFocus } from '../ui/move-focus.ts'
import { Segmented } from '../ui/segmented.tsx'
import { type Area, byKey, covered, newArea } from './cover-shapes.ts'
import { areaAt, type Chosen, type Cover, CoverStage, withArea } from './cover-stage.tsx'
import { pictureFile } from './picture-store.ts'
import type { UploadItem } from './upload-state.ts'

/** A photo before something on it was covered, and what was covered. */
export interface Uncovered {
  file: Blob
  cover: Cover
  /** Who is no longer to be seen. */
  names: string
}

const wholePhoto: Area = { x: 0.1, y: 0.1, width: 0.8, height: 0.8 }

/** Covers parts of a photo or cuts it, so that what may not be seen is in the new file no more. */
export function CoverEditor(props: {
  item: UploadItem
  /** Who is no longer to be seen. */
  names: string
  /** What was covered here before, to be changed. */
  before: Uncovered | undefined
  onClose: () => void
  onDone: (file: Blob, before: Uncovered) => void
}): JSX.Element {
  const t = useT('staff')
  const [photo, setPhoto] = createSignal<{ file: Blob; address: string; bitmap: ImageBitmap }>()
  const [failed, setFailed] = createSignal(false)
  const [unsaved, setUnsaved] = createSignal(false)
  const [saving, setSaving] = createSignal(false)
  const [tool, setTool] = createSignal<'box' | 'crop'>('box')
  const [cover, setCover] = createSignal<Cover>(props.before?.cover ?? { boxes: [], crop: null })
  const [chosen, setChosen] = createSignal<Chosen>(null)
  const closing = new AbortController()
  let dialog!: HTMLDialogElement

  async function load(): Promise<void> {
    setFailed(false)
    const side = Math.max(...(props.item.upload?.picture?.sides ?? [0]))
    try {
      const form = `webp-${side}` as 'webp-2048'
      const file = props.before?.file ?? (await pictureFile({ kind: 'media', id: props.item.id }, form, closing.signal))
      const bitmap = await createImageBitmap(file)
      if (closing.signal.aborted) return bitmap.close()
      setPhoto({ file, address: URL.createObjectURL(file), bitmap })
    } catch {
      if (!closing.signal.aborted) setFailed(true)
    }
  }
  onMount(() => {
    dialog.showModal()
    moveFocus(dialog, () => dialog.querySelector('[data-stage]') ?? dialog.querySelector('h2'))
    void load()
  })
  onCleanup(() => {
    closing.abort()
    const now = photo()
    if (now) URL.revokeObjectURL(now.address)
    now?.bitmap.close()
    dialog.close()
  })

  const change = (next: Cover, place: Chosen) => {
    setCover(next)
    setChosen(place)
  }
  const add = () => {
    const now = cover()
    if (tool() === 'crop') change({ ...now, crop: now.crop ?? wholePhoto }, 'crop')
    else change({ ...now, boxes: [...now.boxes, newArea(now.boxes.length)] }, now.boxes.length)
    // Now the arrow keys move it.
    dialog.querySelector<HTMLElement>(`[data-area="${chosen()}"]`)?.focus()
  }
  const area = () => areaAt(cover(), chosen())
  const nudge = (key: string, shift: boolean) => {
    const next = byKey(area() ?? wholePhoto, key, shift)
    if (next) setCover(withArea(cover(), chosen(), next))
  }
  const isChanged = () => cover().boxes.length > 0 || cover().crop !== null
  const done = async () => {
    const now = photo()
    if (!now) return
    setSaving(true)
    setUnsaved(false)
    try {
      const { file } = now
      props.onDone(await covered(now.bitmap, cover().boxes, cover().crop), { file, cover: cover(), names: props.names })
    } catch (error) {
      console.error('The photo could not be covered.', error)
      setUnsaved(true)
      setSaving(false)
    }
  }
  return (
    <dialog
      ref={dialog}
      aria-label={t('cover.title')}
      onCancel={(pressed) => {
        pressed.preventDefault()
        props.onClose()
      }}
      onKeyDown={(press) => press.stopPropagation()}
      class="m-0 h-dvh max-h-none w-screen max-w-none bg-ground text-ink"
    >
      <div class="flex h-full flex-col overflow-y-auto pt-[env(safe-area-inset-top)] pb-[env(safe-area-inset-bottom)]">
        <header class="flex min-h-18 shrink-0 items-center gap-1 pr-2 pl-5">
          <h2 class="min-w-0 grow text-lg font-title tracking-[-0.012em]">{t('cover.title')}</h2>
          <IconButton icon={x} label={t('action.close')} onClick={() => props.onClose()} />
        </header>
        <div class="min-h-60 grow bg-viewer p-5">
          <div class="grid size-full [container-type:size]">
            <Switch fallback={<p class="m-auto text-viewer-ink">{t('cover.loading')}</p>}>
              <Match when={failed()}>
                <div role="alert" class="m-auto grid justify-items-center gap-3 text-center text-viewer-ink">
                  <p>{t('cover.failed')}</p>
                  <Button icon={rotateCw} onClick={() => void load()}>
                    {t('action.retry')}
                  </Button>
                </div>
              </Match>
              <Match when={photo()}>
                {(now) => (
                  <CoverStage
                    address={now().address}
                    width={now().bitmap.width}
                    height={now().bitmap.height}
                    tool={tool()}
                    cover={cover()}
                    chosen={chosen()}
                    onChange={change}
                  />
                )}
              </Match>
            </Switch>
          </div>
        </div>
        <footer class="grid shrink-0 gap-3 px-5 pt-3 pb-5">
          <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Segmented
              label={t('cover.tool')}
              value={tool()}
              options={[
                { value: 'box', label: t('cover.box') },
                { value: 'crop', label: t('cover.crop') },
              ]}
              onChange={setTool}
            />
            <Button icon={plus} disabled={!photo()} onClick={add}>
              {t('cover.add')}
            </Button>
            <Show when={area()}>
              <For each={steps}>
                {({ word, shift, buttons }) => (
                  <fieldset aria-label={t(word)} class="flex min-w-0 flex-wrap items-center gap-1">
                    <span aria-hidden="true" class="mr-1 text-sm text-muted">
                      {t(word)}
                    </span>
                    <For each={buttons}>
                      {([key, icon, name]) => (
                        <IconButton
                          line
                          icon={icon}
                          label={`${t(word)}: ${t(name)}`}
                          onClick={() => nudge(key, shift)}
                        />
                      )}
                    </For>
                  </fieldset>
                )}
              </For>
              <IconButton
                line
                icon={trash}
                label={t('cover.remove')}
                onClick={() => change(withArea(cover(), chosen(), null), null)}
              />
            </Show>
          </div>
          <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Show
              when={unsaved()}
              fallback={<p class="min-w-0 grow basis-80 text-sm text-pretty text-muted">{t('cover.help')}</p>}
            >
              <p role="alert" class="min-w-0 grow basis-80 text-sm text-pretty text-alert">
                {t('cover.notSaved')}
              </p>
            </Show>
            <Button
              kind="primary"
              icon={check}
              class="grow rail:grow-0"
              busy={saving()}
              disabled={!isChanged() || !photo()}
              onClick={() => void done()}
            >
              {t('cover.done', props.names)}
            </Button>
          </div>
        </footer>
      </div>
    </dialog>
  )
}

/** The same steps as the arrow keys, for who has none. */
const steps = [
  {
    word: 'cover.move',
    shift: false,
    buttons: [
      ['ArrowLeft', arrowLeft, 'cover.left'],
      ['ArrowUp', arrowUp, 'cover.up'],
      ['ArrowDown', arrowDown, 'cover.down'],
      ['ArrowRight', arrowRight, 'cover.right'],
    ],
  },
  {
    word: 'cover.width',
    shift: true,
    buttons: [
      ['ArrowLeft', minus, 'cover.narrower'],
      ['ArrowRight', plus, 'cover.wider'],
    ],
  },
  {
    word: 'cover.height',
    shift: true,
    buttons: [
      ['ArrowUp', minus, 'cover.shorter'],
      ['ArrowDown', plus, 'cover.taller'],
    ],
  },
] as const
