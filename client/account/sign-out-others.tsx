import { createSignal, type JSX } from 'solid-js'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { announce } from '../ui/live-region.tsx'

/** Signs out every device but this one, once that is confirmed. */
export function SignOutOthers(props: { onDone: () => void; onError: (error: unknown) => void }): JSX.Element {
  const t = useT('account')
  const [asking, setAsking] = createSignal(false)
  const [busy, setBusy] = createSignal(false)

  async function signOut(): Promise<void> {
    setAsking(false)
    setBusy(true)
    props.onError(undefined)
    try {
      await call('endSessions', { body: { everywhere: false } })
      announce(t('devices.others.done'))
      props.onDone()
    } catch (error) {
      props.onError(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Button kind="alert" busy={busy()} onClick={() => setAsking(true)}>
        {t('devices.others')}
      </Button>
      <Dialog
        open={asking()}
        title={t('devices.others.title')}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="alert" onClick={() => void signOut()}>
              {t('devices.others.action')}
            </Button>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {t('action.cancel')}
            </Button>
          </>
        }
      >
        <p>{t('devices.others.text')}</p>
      </Dialog>
    </>
  )
}
