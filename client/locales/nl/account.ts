/** What somebody reads who signs in, proves who that is, or looks after an account. */
export const words = {
  'gate.title': 'Nog één stap',
}
