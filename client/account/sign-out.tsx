import { createSignal, type JSX } from 'solid-js'
import { countUnsent } from '../account-store.ts'
import { countDrafts } from '../draft-shelf.ts'
import { useT } from '../locales/words.ts'
import { session, signOut } from '../session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { logOut } from '../ui/icons.ts'

type Unsent = Awaited<ReturnType<typeof countUnsent>> & { drafts: number }
const none: Unsent = { writings: 0, files: 0, sends: 0, drafts: 0 }

/** The way out; what was written here and never sent is erased with it, so that is asked first. */
export function SignOut(props: { onError: (error: unknown) => void }): JSX.Element {
  const t = useT()
  const [leaving, setLeaving] = createSignal(false)
  const [unsent, setUnsent] = createSignal<Unsent>(none)

  async function leave(): Promise<void> {
    setUnsent(none)
    setLeaving(true)
    props.onError(undefined)
    try {
      await signOut()
    } catch (error) {
      props.onError(error)
      setLeaving(false)
    }
  }

  async function unsentNow(): Promise<Unsent> {
    const now = session()
    if (now.state !== 'person') return none
    const { person, roles } = now.me
    const sends = roles.some((role) => role === 'guardian' || role === 'staff' || role === 'manager')
    return { ...none, ...(sends && (await countUnsent(person.id))), drafts: countDrafts(person.id) }
  }

  async function ask(): Promise<void> {
    const waiting = await unsentNow()
    if (countOf(waiting) === 0) await leave()
    else setUnsent(waiting)
  }

  const countOf = ({ writings, files, drafts }: Unsent) => writings + files + drafts
  return (
    <>
      <Button kind="alert" icon={logOut} busy={leaving()} onClick={() => void ask()}>
        {t('more.signOut')}
      </Button>
      <Dialog
        open={countOf(unsent()) > 0}
        title={t('more.unsent.title', unsent().writings, unsent().files, unsent().drafts)}
        onClose={() => setUnsent(none)}
        actions={
          <>
            <Button kind="alert" onClick={() => void leave()}>
              {t('more.unsent.leave')}
            </Button>
            <Button kind="quiet" onClick={() => setUnsent(none)}>
              {t('more.unsent.stay')}
            </Button>
          </>
        }
      >
        <p>{t('more.unsent.text', countOf(unsent()))}</p>
      </Dialog>
    </>
  )
}
