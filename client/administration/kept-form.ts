import { createSignal, onCleanup } from 'solid-js'
import { createStore, reconcile, unwrap } from 'solid-js/store'
import { whenWiped } from '../session.ts'

/* What was filled in and not stored, by form: in this tab's memory alone, for it names people. */
const left = new Map<string, object>()
whenWiped(() => left.clear())

/**
 * A form that is still filled in when somebody comes back to it.
 * @param name which form; without one nothing is kept
 */
export function createKeptForm<T extends object>(name: string | undefined, empty: () => T) {
  const before = name === undefined ? undefined : (left.get(name) as T | undefined)
  const [fields, setFields] = createStore<T>(structuredClone(before ?? empty()))
  const [isKept, setKept] = createSignal(before !== undefined)
  let stored = false
  const untouched = JSON.stringify(empty())
  onCleanup(() => {
    if (name === undefined) return
    if (stored || JSON.stringify(fields) === untouched) left.delete(name)
    else left.set(name, structuredClone(unwrap(fields)))
  })
  return {
    fields,
    setFields,
    /** Whether it was filled in on an earlier visit. */
    isKept,
    clear(): void {
      setFields(reconcile(empty()))
      setKept(false)
    },
    /** It was stored: the next one begins empty. */
    done(): void {
      stored = true
    },
  }
}
