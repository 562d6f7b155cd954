/** What managers, administration and the privacy officer read. */
export const words = {
  'nav.office': 'Beheer',
  'office.title': 'Beheer',

  'support.title': 'Hulp en contact',
  'support.text': 'Dit zien ouders en medewerkers op het scherm Hulp. Laat leeg wat er niet is.',
  'support.card': 'Wie mensen kunnen bellen of mailen',
  'support.email': 'E-mailadres voor hulp',
  'support.email.wrong': 'Dit lijkt geen e-mailadres. Het ziet eruit als naam@voorbeeld.nl.',
  'support.phone': 'Telefoonnummer voor hulp',
  'support.phone.wrong': 'Schrijf het nummer met cijfers, zoals 020 123 45 67.',
  'support.saved': 'Bewaard.',
}
