import { createSignal, onMount } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { createUndo } from './undo-offer.tsx'

interface OfPlaces {
  /** Where this person may keep them: a manager the own locations; none is the whole organisation. */
  locations: readonly { id: Id; name: string }[]
}
type OfPlace = { id: Id; locationId: Id | null }

/** What is kept for a location or for the whole organisation, on a screen of the office: fetched, taken back, and put back. */
export function createKeptList<All extends OfPlaces>(fetchAll: () => Promise<All>) {
  const [all, setAll] = createSignal<All>()
  const [error, setError] = createSignal<unknown>()
  const [busy, setBusy] = createSignal<Id>()
  const undo = createUndo((cause) => setError(() => cause))
  const have = (next: All): void => void setAll(() => next)
  const load = () =>
    fetchAll().then(
      (reply) => {
        setError(undefined)
        have(reply)
      },
      (cause: unknown) => setError(() => cause),
    )
  onMount(() => void load())
  return {
    all,
    error,
    busy,
    undo,
    load,
    nameOf: (locationId: Id | null, everywhere: string): string =>
      locationId === null ? everywhere : (all()?.locations.find(({ id }) => id === locationId)?.name ?? ''),
    /** A manager takes back what is of an own location, administration what is of all. */
    isMine: ({ locationId }: OfPlace): boolean => (all()?.locations.length === 0) === (locationId === null),
    /** What was added stands there, and can be taken back. */
    added(next: All, words: string, back: () => Promise<All>): void {
      have(next)
      undo.offered(words, async () => have(await back()))
    },
    async takeAway(
      { id }: OfPlace,
      remove: () => Promise<All>,
      words: string,
      again: () => Promise<All>,
    ): Promise<void> {
      setBusy(id)
      try {
        have(await remove())
        undo.offered(words, async () => have(await again()))
      } catch (cause) {
        setError(() => cause)
      } finally {
        setBusy(undefined)
      }
    },
  }
}
