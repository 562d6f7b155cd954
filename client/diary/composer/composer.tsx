import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { language, useT } from '../../locales/words.ts'
import { minute, today } from '../../minute.ts'
import { clock, listed } from '../../time.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { send, trash, x } from '../../ui/icons.ts'
import { AudienceRow } from './audience-row.tsx'
import type { Checks } from './checks.ts'
import type { Composer } from './composer-state.ts'
import { type DraftFact, type FactKind, hasContent, withChildren, withFact } from './draft.ts'
import { FactEditor } from './fact-editor.tsx'
import { usualFact } from './fact-kinds.ts'
import { FactLine } from './fact-line.tsx'
import { NamedNote, RefusedNote } from './notes.tsx'
import { factOf, type Problem } from './post.ts'
import { Preview } from './preview.tsx'
import { QuickRhythm } from './quick-rhythm.tsx'
import { TextPart } from './text-part.tsx'
import { nameReplaced } from './warnings.ts'
import { WhenRow } from './when-row.tsx'

/** Where an entry is written or corrected: for whom, when, text, rhythm, who will see it, and send. */
export function ComposerForm(props: {
  composer: Composer
  checks: Checks
  timeZone: string
  onPlace: () => void
  onClose: () => void
  onClear: () => void
}): JSX.Element {
  const t = useT('staff')
  const [openKey, setOpenKey] = createSignal<string | null>(null)
  const draft = () => props.composer.draft()
  const chosen = () => props.checks.chosen()
  const corrects = () => draft().corrects !== null
  const names = () =>
    listed(
      chosen().map(({ callName }) => callName),
      language(),
    )
  const problem = (reasons: Problem['reason'][], factKey?: string) =>
    props.checks
      .problems()
      .find((found) => reasons.includes(found.reason) && (factKey === undefined || found.factKey === factKey))
  const factError = (fact: DraftFact) => {
    const found = problem(['fact_unfinished', 'fact_in_future', 'sleep_too_long'], fact.key)
    return found && found.reason !== 'fact_unfinished' ? t(`problem.${found.reason}`) : undefined
  }
  const clockNote = (fact: DraftFact) => {
    const note = factOf(fact, draft().day, props.timeZone)?.note
    return note ? t(`fact.${note}`) : undefined
  }
  const reason = createMemo(() => {
    if (props.checks.refused().length > 0) return t('problem.refused')
    const first = props.checks.problems()[0]
    if (!first) return ''
    if (first.reason === 'empty' && first.childId) {
      return t('problem.emptyFor', chosen().find(({ id }) => id === first.childId)?.callName ?? '')
    }
    return t(`problem.${first.reason}`)
  })
  const pressKind = (kind: FactKind) => {
    const known = draft().facts.filter((fact) => fact.kind === kind)
    const open = known.find((fact) => fact.key === openKey())
    if (open) return void setOpenKey(null)
    const last = known.at(-1)
    if (last) return void setOpenKey(last.key)
    const fact = usualFact(kind, draft().about ?? clock(minute()))
    props.composer.change((now) => withFact(now, fact))
    setOpenKey(fact.key)
  }
  const another = (kind: FactKind) => {
    const fact = usualFact(kind, draft().about ?? clock(minute()))
    props.composer.change((now) => withFact(now, fact))
    setOpenKey(fact.key)
  }
  const place = () => {
    if (!props.checks.ready()) return
    setOpenKey(null)
    props.onPlace()
  }
  return (
    <form
      onSubmit={(submit) => {
        submit.preventDefault()
        place()
      }}
      onKeyDown={(press) => {
        if (press.key === 'Enter' && (press.ctrlKey || press.metaKey)) place()
      }}
      class="flex h-full min-h-0 flex-col"
    >
      <header class="flex min-h-19 items-center gap-1 pr-2 pl-5">
        <div class="min-w-0 grow py-2">
          <h2 id="composer-title" tabindex="-1" class="text-lg font-title tracking-[-0.012em] text-balance">
            {corrects() ? t('composer.correct', names()) : t('composer.title', chosen().length, names())}
          </h2>
          <p class="text-xs text-muted tabular-nums">
            <Show when={props.composer.savedAt()} fallback={t('composer.kept')}>
              {(at) => t('composer.saved', clock(at()))}
            </Show>
          </p>
        </div>
        <IconButton icon={x} label={t('composer.close')} onClick={() => props.onClose()} />
      </header>
      <div class="grid min-h-0 flex-1 content-start gap-3 overflow-y-auto px-5 pb-4">
        <Show when={chosen().length > 1}>
          <p class="-mt-1 line-clamp-2 text-sm text-muted detail:hidden">{names()}</p>
        </Show>
        <WhenRow
          draft={draft()}
          timeZone={props.timeZone}
          now={minute()}
          today={today()}
          error={problem(['about_in_future']) && t('problem.about_in_future')}
          onChange={props.composer.change}
        />
        <RefusedNote
          refused={props.checks.refused()}
          all={props.checks.refused().length === chosen().length}
          onLeaveOut={(ids) =>
            props.composer.change((now) =>
              withChildren(
                now,
                now.childIds.filter((id) => !ids.includes(id)),
              ),
            )
          }
        />
        <TextPart
          label={t('text.label')}
          placeholder={t('text.placeholder')}
          value={draft().text}
          named={!corrects()}
          onChange={(text) => props.composer.change((now) => ({ ...now, text }))}
        />
        <NamedNote
          named={props.checks.named()}
          onReplace={(child) => props.composer.change((now) => nameReplaced(now, child.callName))}
        />
        <QuickRhythm
          label={t('rhythm.for', chosen().length)}
          chosen={(kind) => draft().facts.some((fact) => fact.kind === kind)}
          onPress={pressKind}
        />
        <For each={draft().facts.map(({ key }) => key)}>
          {(key) => {
            const fact = createMemo(
              (before: DraftFact | undefined) => draft().facts.find((known) => known.key === key) ?? before,
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
                        error={factError(known())}
                        onOpen={() => setOpenKey(key)}
                      />
                    }
                  >
                    <FactEditor
                      draft={draft()}
                      fact={known()}
                      children={chosen()}
                      now={clock(minute())}
                      note={clockNote(known())}
                      error={factError(known())}
                      onChange={props.composer.change}
                      onDone={() => setOpenKey(null)}
                      onAnother={() => another(known().kind)}
                    />
                  </Show>
                )}
              </Show>
            )
          }}
        </For>
        <Show when={hasContent(draft())}>
          <Preview draft={draft()} chosen={chosen()} timeZone={props.timeZone} onChange={props.composer.change} />
        </Show>
      </div>
      <footer class="border-t border-hairline px-5 pt-3 pb-[calc(--spacing(5)+env(safe-area-inset-bottom))]">
        <AudienceRow
          audience={props.checks.audience()}
          lastKnown={{
            allowed: chosen().filter(({ consents }) => consents.diary).length,
            refused: props.checks.refused().map(({ callName }) => callName),
          }}
        />
        <Show
          when={reason() !== '' && chosen().length > 0 && (hasContent(draft()) || props.checks.refused().length > 0)}
        >
          <p id="composer-reason" class="-mt-1 pb-2 text-sm text-muted">
            {reason()}
          </p>
        </Show>
        <div class="flex gap-2">
          <Button
            icon={trash}
            aria-label={t('composer.clear')}
            title={t('composer.clear')}
            onClick={() => props.onClear()}
          />
          <Button
            type="submit"
            kind="primary"
            icon={send}
            class="grow"
            disabled={!props.checks.ready()}
            aria-describedby={reason() === '' ? undefined : 'composer-reason'}
          >
            {corrects() ? t('composer.placeCorrection') : t('composer.place', chosen().length, names())}
          </Button>
        </div>
      </footer>
    </form>
  )
}
