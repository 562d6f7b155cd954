import { createSignal, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useGroup } from '../group/group-day.tsx'
import { Signal } from '../group/signal.tsx'
import { language, learn, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { hand } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { laterPart, Opening } from '../ui/opening.tsx'
import { isWaiting } from './action-state.ts'

const askForm = laterPart(async () => {
  const [{ AskForm }] = await Promise.all([import('./ask-form.tsx'), learn('action')])
  return AskForm
})

/** How much waits for guardians of the group, how much of it is late, and the way to it. */
export function ActionBar(): JSX.Element {
  const t = useT('staff')
  const group = useGroup()
  const waiting = () =>
    (group.today()?.actions ?? []).filter((action) => isWaiting(action, group.today()?.children ?? []))
  const late = () => waiting().filter(({ dueOn }) => dueOn !== null && dueOn < today()).length
  return (
    <Signal
      when={(group.today()?.actions.length ?? 0) > 0}
      icon={hand}
      words={waiting().length > 0 ? t('group.actions', waiting().length) : t('group.actions.answered')}
      strong={late() > 0 ? t('group.actions.late', late()) : undefined}
      opens={t('group.actions.look')}
      href={`/group/${group.groupId}/actions`}
    />
  )
}

/** Asks guardians for something: to begin with those of the children who are chosen. */
export function AskButton(props: { chosen: readonly Id[] }): JSX.Element {
  const t = useT('staff')
  const group = useGroup()
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('group.actions.ask')}</Button>
      <Show when={open()}>
        <Opening of={askForm} title={t('group.actions.ask')} onClose={() => setOpen(false)}>
          {(Form) => (
            <Form
              children={group.today()?.children ?? []}
              chosen={props.chosen}
              onDone={(actions) => {
                setOpen(false)
                group.tookActions(actions)
                const asked = new Set(actions.map(({ childId }) => childId))
                const names = (group.today()?.children ?? []).flatMap(({ id, callName }) =>
                  asked.has(id) ? [callName] : [],
                )
                announce(t('group.actions.asked', listed(names, language())))
              }}
              onClose={() => setOpen(false)}
            />
          )}
        </Opening>
      </Show>
    </>
  )
}
