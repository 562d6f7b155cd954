import type { words as nl } from '../nl/office.ts'

/** What managers, administration and the privacy officer read. */
export const words: typeof nl = {
  'nav.office': 'Office',
  'office.title': 'Office',

  'support.title': 'Help and contact',
  'support.text': 'Parents and staff see this on the Help screen. Leave empty what is not there.',
  'support.card': 'Whom people can call or mail',
  'support.email': 'E-mail address for help',
  'support.email.wrong': 'This does not look like an e-mail address. It looks like name@example.org.',
  'support.phone': 'Phone number for help',
  'support.phone.wrong': 'Write the number in digits, such as 020 123 45 67.',
  'support.saved': 'Saved.',
}
