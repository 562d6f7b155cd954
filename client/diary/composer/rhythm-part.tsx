import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { useT } from '../../locales/words.ts'
import { minute } from '../../minute.ts'
import { clock } from '../../time.ts'
import type { Checks } from './checks.ts'
import type { Composer } from './composer-state.ts'
import { type DraftFact, type FactKind, withFact, withoutFact } from './draft.ts'
import { FactEditor } from './fact-editor.tsx'
import { usualFact } from './fact-kinds.ts'
import { FactLine } from './fact-line.tsx'
import { factOf } from './post.ts'
import { QuickRhythm } from './quick-rhythm.tsx'

/** The daily rhythm of a draft: the buttons, and below them each fact as a line, one of them open. */
export function RhythmPart(props: { composer: Composer; checks: Checks; timeZone: string }): JSX.Element {
  const t = useT('staff')
  const [openKey, setOpenKey] = createSignal<string | null>(null)
  const draft = () => props.composer.draft()
  const chosen = () => props.checks.chosen()

  const errorOf = (fact: DraftFact) => {
    const found = props.checks
      .problems()
      .find(({ factKey, reason }) => factKey === fact.key && reason !== 'fact_unfinished')
    return found && t(`problem.${found.reason}`)
  }
  const noteOf = (fact: DraftFact) => {
    const note = factOf(fact, draft().day, props.timeZone)?.note
    return note ? t(`fact.${note}`) : undefined
  }
  const addFact = (kind: FactKind) => {
    const fact = usualFact(kind, draft().about ?? clock(minute()))
    props.composer.change((now) => withFact(now, fact))
    setOpenKey(fact.key)
  }
  const press = (kind: FactKind) => {
    const known = draft().facts.filter((fact) => fact.kind === kind)
    const open = known.find(({ key }) => key === openKey())
    const last = known.at(-1)
    if (open) {
      // Pressed by mistake: what was never filled in goes again.
      if (!factOf(open, draft().day, props.timeZone)) props.composer.change((now) => withoutFact(now, open.key))
      setOpenKey(null)
    } else if (last) setOpenKey(last.key)
    else addFact(kind)
  }
  return (
    <>
      <QuickRhythm
        label={t('rhythm.for', chosen().length)}
        chosen={(kind) => draft().facts.some((fact) => fact.kind === kind)}
        onPress={press}
      />
      <For each={draft().facts.map(({ key }) => key)}>
        {(key) => {
          const fact = createMemo<DraftFact | undefined>(
            (before) => draft().facts.find((known) => known.key === key) ?? before,
          )
          return (
            <Show when={fact()}>
              {(known) => (
                <Show
                  when={openKey() === key}
                  fallback={
                    <FactLine
                      draft={draft()}
                      fact={known()}
                      children={chosen()}
                      timeZone={props.timeZone}
                      error={errorOf(known())}
                      onOpen={() => setOpenKey(key)}
                    />
                  }
                >
                  <FactEditor
                    draft={draft()}
                    fact={known()}
                    children={chosen()}
                    now={clock(minute())}
                    note={noteOf(known())}
                    error={errorOf(known())}
                    onChange={props.composer.change}
                    onDone={() => setOpenKey(null)}
                    onAnother={() => addFact(known().kind)}
                  />
                </Show>
              )}
            </Show>
          )
        }}
      </For>
    </>
  )
}
