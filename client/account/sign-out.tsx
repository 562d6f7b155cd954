import { createSignal, type JSX } from 'solid-js'
import { countUnsent } from '../account-store.ts'
import { useT } from '../locales/words.ts'
import { session, signOut } from '../session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { logOut } from '../ui/icons.ts'

type Unsent = Awaited<ReturnType<typeof countUnsent>>
const none: Unsent = { writings: 0, files: 0 }

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

  async function ask(): Promise<void> {
    const now = session()
    const writes = now.state === 'person' && now.me.roles.some((role) => role === 'staff' || role === 'manager')
    const waiting = writes ? await countUnsent(now.me.person.id) : none
    if (countOf(waiting) === 0) await leave()
    else setUnsent(waiting)
  }

  const countOf = ({ writings, files }: Unsent) => writings + files
  return (
    <>
      <Button kind="alert" icon={logOut} busy={leaving()} onClick={() => void ask()}>
        {t('more.signOut')}
      </Button>
      <Dialog
        open={countOf(unsent()) > 0}
        title={t('more.unsent.title', unsent().writings, unsent().files)}
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
