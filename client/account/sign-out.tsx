import { createSignal, type JSX } from 'solid-js'
import { useT } from '../locales/words.ts'
import { session, signOut } from '../session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { logOut } from '../ui/icons.ts'
import { countOf, noneUnsent, unsentOf } from '../unsent.ts'

/** The way out; what was written here and never sent is erased with it, so that is asked first. */
export function SignOut(props: { onError: (error: unknown) => void }): JSX.Element {
  const t = useT()
  const [leaving, setLeaving] = createSignal(false)
  const [unsent, setUnsent] = createSignal(noneUnsent)

  async function leave(): Promise<void> {
    setUnsent(noneUnsent)
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
    const waiting = now.state === 'person' ? await unsentOf(now.me) : noneUnsent
    if (countOf(waiting) === 0) await leave()
    else setUnsent(waiting)
  }

  return (
    <>
      <Button kind="alert" icon={logOut} busy={leaving()} onClick={() => void ask()}>
        {t('more.signOut')}
      </Button>
      <Dialog
        open={countOf(unsent()) > 0}
        title={t('more.unsent.title', unsent().writings, unsent().files, unsent().drafts)}
        onClose={() => setUnsent(noneUnsent)}
        actions={
          <>
            <Button kind="alert" onClick={() => void leave()}>
              {t('more.unsent.leave')}
            </Button>
            <Button kind="quiet" onClick={() => setUnsent(noneUnsent)}>
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
