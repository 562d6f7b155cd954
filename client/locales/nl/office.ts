/** What managers, administration and the privacy officer read. */
export const words = {
  'nav.office': 'Beheer',
  'office.title': 'Beheer',
}
