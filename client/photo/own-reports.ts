import { createSignal } from 'solid-js'
import type { OwnReport } from '../../backend/contract/report.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { whenWiped } from '../session.ts'

const [reports, setReports] = createSignal<readonly OwnReport[]>([])
whenWiped(() => {
  setReports([])
})

/** What this guardian reported: what is open, and what was settled lately; newest first. */
export { reports as ownReports }

/** Asks for it anew. What was known stays when nobody answers, for beside a photo it is no news that it could not be asked. */
export async function askOwnReports(): Promise<void> {
  const asked = await call('ownReports', {}).catch(() => undefined)
  if (asked) setReports(asked.reports)
}

/** Takes over a report as the server has it. */
export const putOwnReport = (report: OwnReport): void => {
  setReports((all) => [report, ...all.filter(({ id }) => id !== report.id)])
}

/** The latest report of a photo: the open one, or how the last one ended. */
export const reportOf = (photoId: Id): OwnReport | undefined =>
  reports().find((report) => report.photoId === photoId && report.outcome === null) ??
  reports().find((report) => report.photoId === photoId)
