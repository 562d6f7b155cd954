import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js'
import { ApiError } from '../api.ts'

/** Why a link opens nothing, and what is said instead of the form. */
export type LinkProblem = 'missing' | 'not_found' | 'link_expired' | 'link_used' | 'email_taken'
const problems: readonly string[] = ['not_found', 'link_expired', 'link_used', 'email_taken'] satisfies LinkProblem[]

export interface OpenedLink<Found> {
  secret: Accessor<string>
  /** What the server says that the link is for. */
  found: Accessor<Found | undefined>
  problem: Accessor<LinkProblem | undefined>
  /** Nothing wrong with the link: it could not be asked. */
  error: Accessor<unknown>
  look(): Promise<void>
  /** Takes a refusal for one of the link's, when it is one. */
  refused(error: unknown): boolean
}

/** Takes the secret out of the address bar, so that neither history nor a shared screen keeps it. */
function takeSecret(): string {
  const secret = location.hash.slice(1)
  if (secret !== '') history.replaceState(history.state, '', location.pathname + location.search)
  return secret
}

/** Opens the link by which this page was reached, and any other that is pasted into the same tab. */
export function openLink<Found>(ask: (secret: string) => Promise<Found>): OpenedLink<Found> {
  const [secret, setSecret] = createSignal(takeSecret())
  const [found, setFound] = createSignal<Found>()
  const [problem, setProblem] = createSignal<LinkProblem>()
  const [error, setError] = createSignal<unknown>()

  function refused(cause: unknown): boolean {
    if (!(cause instanceof ApiError)) return false
    // What does not even look like a secret was cut off on the way.
    const code = cause.details.fields?.some(({ path }) => path === 'secret') ? 'not_found' : cause.code
    if (!problems.includes(code)) return false
    setProblem(code as LinkProblem)
    return true
  }

  async function look(): Promise<void> {
    setError(undefined)
    if (secret() === '') return void setProblem('missing')
    try {
      const reply = await ask(secret())
      setFound(() => reply)
    } catch (cause) {
      if (!refused(cause)) setError(() => cause)
    }
  }

  const another = () => {
    const next = takeSecret()
    if (next === '') return
    setSecret(next)
    setFound(undefined)
    setProblem(undefined)
    void look()
  }
  onMount(() => void look())
  addEventListener('hashchange', another)
  onCleanup(() => removeEventListener('hashchange', another))
  return { secret, found, problem, error, look, refused }
}
