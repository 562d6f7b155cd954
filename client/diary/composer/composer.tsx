import { createMemo, type JSX, Show } from 'solid-js'
import { maxTextLength } from '../../../backend/contract/diary-text.ts'
import { language, useT } from '../../locales/words.ts'
import { minute, today } from '../../minute.ts'
import { listed } from '../../time.ts'
import { Button } from '../../ui/button.tsx'
import { clock as clockIcon, send, trash } from '../../ui/icons.ts'
import { AudienceRow } from './audience-row.tsx'
import type { Checks } from './checks.ts'
import { ComposerFrame } from './composer-frame.tsx'
import type { Composer } from './composer-state.ts'
import { hasContent, withChildren } from './draft.ts'
import { NamedNote, RefusedNote } from './notes.tsx'
import { Preview } from './preview.tsx'
import { RhythmPart } from './rhythm-part.tsx'
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
  const draft = () => props.composer.draft()
  const chosen = () => props.checks.chosen()
  const corrects = () => draft().corrects !== null
  const names = () =>
    listed(
      chosen().map(({ callName }) => callName),
      language(),
    )
  const reason = createMemo(() => {
    if (props.checks.refused().length > 0) return t('problem.refused')
    const first = props.checks.problems()[0]
    if (!first) return ''
    if (first.reason === 'empty' && first.childId) {
      return t('problem.emptyFor', chosen().find(({ id }) => id === first.childId)?.callName ?? '')
    }
    return t(`problem.${first.reason}`)
  })
  const place = () => {
    if (!props.checks.ready()) return
    props.onPlace()
  }
  return (
    <ComposerFrame
      title={corrects() ? t('composer.correct', names()) : t('composer.title', chosen().length, names())}
      titleId="composer-title"
      savedAt={props.composer.savedAt()}
      onPlace={place}
      onClose={props.onClose}
      foot={
        <>
          <AudienceRow
            purpose="diary"
            audience={props.checks.audience()}
            lastKnown={{
              allowed: chosen().filter(({ consents }) => consents.diary).length,
              refused: props.checks.refused().map(({ callName }) => callName),
            }}
          />
          <Show when={reason() !== ''}>
            <p id="composer-reason" class="-mt-1 pb-2 text-sm text-muted">
              {reason()}
            </p>
          </Show>
          <Show when={props.checks.dayBefore()}>
            {(earlier) => (
              <Button class="mb-2 w-full" icon={clockIcon} onClick={() => props.composer.change(() => earlier())}>
                {t('when.dayBefore')}
              </Button>
            )}
          </Show>
          <div class="flex gap-2 huge:flex-wrap">
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
        </>
      }
    >
      <Show when={chosen().length > 1}>
        <p class="line-clamp-2 text-sm text-muted detail:hidden">{names()}</p>
      </Show>
      <WhenRow
        draft={draft()}
        timeZone={props.timeZone}
        now={minute()}
        today={today()}
        error={
          props.checks.problems().some((found) => found.reason === 'about_in_future')
            ? t('problem.about_in_future')
            : undefined
        }
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
        most={maxTextLength}
        onChange={(text) => props.composer.change((now) => ({ ...now, text }))}
      />
      <NamedNote
        named={props.checks.named()}
        onReplace={(child) => props.composer.change((now) => nameReplaced(now, child.callName))}
      />
      <RhythmPart composer={props.composer} checks={props.checks} timeZone={props.timeZone} />
      <Show when={hasContent(draft())}>
        <Preview draft={draft()} chosen={chosen()} timeZone={props.timeZone} onChange={props.composer.change} />
      </Show>
    </ComposerFrame>
  )
}
