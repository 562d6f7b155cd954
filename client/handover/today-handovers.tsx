import { createSignal, type JSX, lazy, onCleanup, onMount, Show, Suspense } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import type { GuardianMail } from '../conversation/guardian-mail.ts'
import type { Diary } from '../diary/diary-state.ts'
import { learn, useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { sun } from '../ui/icons.ts'
import type { Handovers } from './handovers.ts'

/** So long after the first screen the form is fetched, in milliseconds: it then opens without a connection as well. */
const soonAfter = 3000
const load = () => Promise.all([import('./handovers-open.tsx'), learn('handover')]).then(([part]) => part)
const HandoversOpen = lazy(() => load().then(({ HandoversOpen }) => ({ default: HandoversOpen })))

/** On Today: telling the group something before a child comes; what was told and what waits is fetched where there is any. */
export function TodayHandovers(props: {
  diary: Diary
  person: Id
  mail: GuardianMail | undefined
  child: Id | null
  /** Of whom the consent of the diary is in force, as far as is known. */
  isClosed: (child: Id) => boolean
  of: Handovers
}): JSX.Element {
  const t = useT('guardian')
  /** Once something was opened it stays: it says what was done. */
  const [asked, setAsked] = createSignal(false)
  const isNeeded = () =>
    asked() ||
    props.of.opened() !== undefined ||
    props.diary.handovers().length > 0 ||
    (props.mail?.outbox.sends() ?? []).some(({ work }) => work.kind === 'handover')
  onMount(() => {
    const timer = setTimeout(
      () =>
        void load()
          .then(({ handoverForm }) => handoverForm.fetch())
          .catch(() => undefined),
      soonAfter,
    )
    onCleanup(() => clearTimeout(timer))
  })
  return (
    <Show when={(props.diary.children() ?? []).length > 0}>
      <section aria-label={t('today.handover')} class="mb-4 flex flex-col items-start gap-2">
        <Show when={isNeeded()}>
          <Suspense>
            <HandoversOpen {...props} />
          </Suspense>
        </Show>
        <Button
          icon={sun}
          onClick={() => {
            setAsked(true)
            props.of.setOpened({ child: props.child })
          }}
        >
          {t('today.handover')}
        </Button>
      </section>
    </Show>
  )
}
