import { createSignal, onMount } from 'solid-js'
import type { Reply } from '../api.ts'
import { call } from '../api.ts'

type Locations = Reply<'structure'>['locations']

/** The locations and groups of the organisation, for choosing. */
export function createStructure() {
  const [locations, setLocations] = createSignal<Locations>([])
  const [error, setError] = createSignal<unknown>()
  async function load(): Promise<void> {
    setError(undefined)
    try {
      setLocations((await call('structure')).locations)
    } catch (cause) {
      setError(() => cause)
    }
  }
  onMount(() => void load())
  return {
    locations,
    error,
    load,
    locationOptions: () => locations().map(({ id, name }) => ({ value: id, label: name })),
    /** With the location's name where there is more than one. */
    groupOptions: () =>
      locations().flatMap((location) =>
        location.groups.map((group) => ({
          value: group.id,
          label: locations().length > 1 ? `${location.name}, ${group.name}` : group.name,
        })),
      ),
  }
}

export type Structure = ReturnType<typeof createStructure>
