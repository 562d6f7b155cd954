/**
 * Lets one tab at a time do some work, over and over: asked for while it is under way, it is done once more. Without locks (a page that
 * is not served over TLS) every tab takes its turn, and the ids alone keep what is sent single.
 * @param broken hears of work that failed, unless it was closed
 */
export function createTurns(
  name: string,
  closing: AbortSignal,
  work: () => Promise<void>,
  broken: (error: unknown) => void,
): { take(): void; isTaken(): boolean } {
  let asked = false
  let again = false
  function take(): void {
    if (closing.aborted) return
    if (asked) {
      again = true
      return
    }
    asked = true
    again = false
    const turn = navigator.locks?.request(name, { signal: closing }, work) ?? work()
    turn
      .catch((error: unknown) => {
        if (!closing.aborted) broken(error)
      })
      .finally(() => {
        asked = false
        if (again) take()
      })
  }
  return { take, isTaken: () => asked }
}
