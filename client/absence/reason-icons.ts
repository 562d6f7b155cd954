import type { AbsenceReason } from '../../backend/contract/absence.ts'
import { calendarX, sun, thermometer } from '../ui/icons.ts'

export const reasonIcons: Record<AbsenceReason, string> = { sick: thermometer, holiday: sun, other: calendarX }
