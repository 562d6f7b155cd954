import type { words as nl } from '../nl/office-absence.ts'

/** What managers and administration read about until when absences are reported. */
export const words: typeof nl = {
  'absenceRules.title': 'Absence rules',
  'absenceRules.card': 'Until when guardians report absences, and what that does to credit.',
  'absenceRules.intro':
    'Guardians see this time before they report. They may report later, which then counts as late. A rule of a location goes before that of the organisation.',
  'absenceRules.failed': 'The rules could not load',
  'absenceRules.none': 'Nothing was agreed yet',
  'absenceRules.none.text': 'While there is no rule, guardians see that there is no latest time.',
  'absenceRules.add.title': 'New rule',
  'absenceRules.add': 'Add',
  'absenceRules.care': 'Care',
  'absenceRules.care.KDV': 'Day care (KDV)',
  'absenceRules.care.BSO': 'After-school care (BSO)',
  'absenceRules.starts': 'Holds from',
  'absenceRules.time': 'Report before',
  'absenceRules.time.help': 'A time, such as 09:00.',
  'absenceRules.days': 'Days before',
  'absenceRules.days.help': '0 is the day itself.',
  'absenceRules.days.wrong': 'Fill in a number from 0 to 31.',
  'absenceRules.credit': 'Credit',
  'absenceRules.credit.none': 'No credit',
  'absenceRules.credit.kept_before_cut_off': 'Kept when reported in time',
  'absenceRules.location': 'Location',
  'absenceRules.everywhere': 'Whole organisation',
  'absenceRules.sameDay': (time) => `before ${time} on the day itself`,
  'absenceRules.before': (time, n) =>
    n === 1 ? `before ${time} on the day before` : `before ${time}, ${n} days before`,
  'absenceRules.from': (day) => `from ${day}`,
  'absenceRules.now': 'holds now',
  'absenceRules.was': 'held before',
  'absenceRules.remove': 'Remove',
  'absenceRules.remove.of': (care, day) => `Remove the rule for ${care} from ${day}`,
  'absenceRules.added': (care, day) => `New rule for ${care} from ${day}.`,
  'absenceRules.removed': (care, day) => `The rule for ${care} from ${day} is gone.`,
}
