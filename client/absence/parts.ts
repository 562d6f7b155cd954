import { learn } from '../locales/words.ts'
import { laterPart } from '../ui/opening.tsx'

/** It opens over a guardian's screen, and is fetched then. */
export const absenceForm = laterPart(async () => {
  const [{ AbsenceForm }] = await Promise.all([import('./absence-form.tsx'), learn('absence')])
  return AbsenceForm
})
