/**
 * Does work in turns: so much at once for one key, and the rest of it in the order in which it came. Whoever asks for a thousand things
 * at once waits for them, and nobody else does.
 */
export function openTurns(most: number) {
  const lines = new Map<string, { busy: number; waiting: (() => void)[] }>()
  return async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const line = lines.get(key) ?? { busy: 0, waiting: [] }
    lines.set(key, line)
    // Who is called takes over the place of who calls.
    if (line.busy >= most) await new Promise<void>((called) => line.waiting.push(called))
    else line.busy += 1
    try {
      return await work()
    } finally {
      const next = line.waiting.shift()
      if (next) next()
      else if (--line.busy === 0) lines.delete(key)
    }
  }
}

/** Seats: so many at once for one key. */
export function openSeats(most: number) {
  const taken = new Map<string, number>()
  return {
    /** @returns what leaves the seat, once; nothing when there is none left */
    take(key: string): (() => void) | undefined {
      const others = taken.get(key) ?? 0
      if (others >= most) return undefined
      taken.set(key, others + 1)
      return () => {
        const left = taken.get(key)! - 1
        if (left > 0) taken.set(key, left)
        else taken.delete(key)
      }
    },
  }
}
