import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js'
import { learn } from '../locales/words.ts'

const fetchParts = async () => {
  const [bar, conflicts, grid, last, chosen, child] = await Promise.all([
    import('./ratio-bar.tsx'),
    import('./conflicts.tsx'),
    import('./in-out-grid.tsx'),
    import('./last-steps.tsx'),
    import('./chosen-steps.tsx'),
    import('./child-dialog.tsx'),
    learn('attendance'),
    learn('handover'),
  ])
  return { ...bar, ...conflicts, ...grid, ...last, ...chosen, ...child }
}
type Parts = Awaited<ReturnType<typeof fetchParts>>

const [parts, setParts] = createSignal<Parts>()
let asked: Promise<void> | undefined

/** So long after the first sight of the group, in milliseconds. */
const soonAfter = 500
const again = 5000

const fetch = (): Promise<void> => {
  asked ??= fetchParts().then(
    (fetched) => void setParts(fetched),
    () => {
      asked = undefined
    },
  )
  return asked
}

/** What the group shows of who is there: fetched after its first sight, unless somebody asked for it. */
export function useAttendanceParts(isAsked: () => boolean, isShown: () => boolean) {
  const begin = createMemo(() => isAsked() || isShown())
  createEffect(() => {
    if (!begin()) return
    const attempt = () => {
      void fetch().then(() => {
        if (!parts()) timer = setTimeout(attempt, again)
      })
    }
    let timer = setTimeout(attempt, isAsked() ? 0 : soonAfter)
    onCleanup(() => clearTimeout(timer))
  })
  return parts
}

export const fetchEvacuation = () =>
  Promise.all([import('./evacuation-screen.tsx'), learn('attendance')]).then(([{ EvacuationScreen }]) => ({
    default: EvacuationScreen,
  }))
