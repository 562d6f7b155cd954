import { learn } from '../locales/words.ts'
import { laterPart } from '../ui/opening.tsx'

/** What opens over a screen and is fetched then. */
export const absenceForm = laterPart(async () => {
  const [{ AbsenceForm }] = await Promise.all([import('./absence-form.tsx'), learn('absence')])
  return AbsenceForm
})
export const absencePanel = laterPart(async () => {
  const [{ GroupAbsences }] = await Promise.all([import('./group-absences.tsx'), learn('absence')])
  return GroupAbsences
})
