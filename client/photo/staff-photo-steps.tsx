import { type JSX, onCleanup, onMount } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { IconButton } from '../ui/button.tsx'
import { chevronLeft, chevronRight } from '../ui/icons.ts'

/** The way to the photo before and after the open one among all of a day: buttons, and the arrow keys. */
export function StaffPhotoSteps(props: { all: readonly Id[]; opened: Id; onShow: (mediaId: Id) => void }): JSX.Element {
  const t = useT('staff')
  const at = () => props.all.indexOf(props.opened)
  const beside = (by: 1 | -1) => props.all[at() + by]
  function step(by: 1 | -1): void {
    const next = beside(by)
    if (next) props.onShow(next)
  }
  function onKey(press: KeyboardEvent): void {
    const { target, key } = press
    if (press.ctrlKey || press.metaKey || press.altKey || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return
    // A video has these keys itself.
    if (target instanceof Element && target.closest('video, input, textarea')) return
    press.preventDefault()
    step(key === 'ArrowLeft' ? -1 : 1)
  }
  onMount(() => document.addEventListener('keydown', onKey))
  onCleanup(() => document.removeEventListener('keydown', onKey))
  const way = (by: 1 | -1) => ({
    'aria-disabled': beside(by) === undefined,
    onClick: () => step(by),
    class: 'aria-disabled:cursor-not-allowed aria-disabled:text-muted aria-disabled:opacity-60',
  })
  return (
    <div class="mt-2 flex flex-wrap items-center justify-between gap-2">
      <IconButton line icon={chevronLeft} label={t('staffPhoto.before')} {...way(-1)} />
      <p aria-live="polite" class="grow text-center text-sm text-muted tabular-nums">
        {t('staffPhoto.of', at() + 1, props.all.length)}
      </p>
      <IconButton line icon={chevronRight} label={t('staffPhoto.after')} {...way(1)} />
    </div>
  )
}
