import { createUniqueId, type JSX } from 'solid-js'
import { type GuardianAction, longestAnswer } from '../../backend/contract/action.ts'
import { cleanText } from '../diary/composer/clean-text.ts'
import { useT } from '../locales/words.ts'
import { createKeptDraft } from '../office/kept-draft.ts'
import { ownId } from '../session.ts'
import { Button } from '../ui/button.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { Dialog } from '../ui/dialog.tsx'

/** Under which name what is written here is kept until this device has the answer. */
export const noteName = ({ id }: GuardianAction): string => `answer ${id}`

/** An answer with a note, for the group alone. */
export function NoteDialog(props: {
  action: GuardianAction
  name: string
  onAnswer: (note: string) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('action')
  const id = createUniqueId()
  const kept = createKeptDraft(ownId(), noteName(props.action), () => ({ note: '' }))
  return (
    <Dialog
      open
      title={t('asked.note.title', props.name)}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="primary" type="submit" form={id}>
            {t(`asked.answer.${props.action.kind}`)}
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.cancel')}
          </Button>
        </>
      }
    >
      <form
        id={id}
        novalidate
        onSubmit={(event) => {
          event.preventDefault()
          if (kept.draft().note.length > longestAnswer) return
          const note = cleanText(kept.draft().note).trim()
          props.onAnswer(note)
        }}
      >
        <p class="mb-3 font-strong wrap-anywhere">{props.action.text}</p>
        <CountedArea
          label={t('asked.note')}
          help={t('asked.note.help')}
          most={longestAnswer}
          rows={2}
          value={kept.draft().note}
          onInput={(input) => kept.change({ note: input.currentTarget.value })}
        />
      </form>
    </Dialog>
  )
}
