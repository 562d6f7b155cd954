import { v7 } from 'uuid'
import type { Absence, ChangeAbsence, ReportAbsence } from '../../backend/contract/absence.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { createIntent } from '../planning/intent.ts'
import { useAbsenceWords } from './absence-words.ts'

/** What was stored, how that reads, and of what is new the way back. */
export interface Outcome {
  absences: readonly Absence[]
  words: string
  isNew: boolean
}

/** Sends what was filled in. What is sent again because no answer came has the same ids, and is stored once. */
export function createSending(namesOf: (ids: readonly Id[]) => string) {
  const t = useT('absence')
  const words = useAbsenceWords()
  const intent = createIntent()
  const absenceIds = new Map<string, Id>()
  const absenceIdOf = (report: Id, childId: Id): Id => {
    const key = `${report} ${childId}`
    const id = absenceIds.get(key) ?? v7()
    absenceIds.set(key, id)
    return id
  }
  return {
    async changed(of: Absence, version: number, said: Omit<ChangeAbsence, 'id' | 'version'>): Promise<Outcome> {
      const meant = { version, ...said }
      const { absence } = await call('changeAbsence', {
        params: { absenceId: of.id },
        body: { id: intent(meant), ...meant },
      })
      return { absences: [absence], words: t('absence.form.changed', namesOf([of.childId])), isNew: false }
    },
    async reported(childIds: readonly Id[], said: Omit<ReportAbsence, 'id' | 'children'>): Promise<Outcome> {
      const id = intent({ childIds, ...said })
      const children = childIds.map((childId) => ({ childId, absenceId: absenceIdOf(id, childId) }))
      const { absences: all } = await call('reportAbsence', { body: { id, children, ...said } })
      const names = namesOf(childIds)
      const isNew = all.every(({ merged }) => !merged)
      const sentence = isNew
        ? t('absence.form.reported', names, words.reason(said.reason), words.when(said))
        : t(all.some(({ changed }) => changed) ? 'absence.form.merged' : 'absence.form.same', names)
      return { absences: all.map(({ absence }) => absence), words: sentence, isNew }
    },
  }
}
