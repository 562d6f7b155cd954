import type { ErrorCode } from '../contract/errors.ts'

/** What an error says to a reader of English. */
export const en: Record<ErrorCode, string> = {
  malformed: 'We cannot read this request.',
  unauthenticated: 'You are not signed in (any more). Please sign in again.',
  wrong_credentials: 'This e-mail address and password do not belong together.',
  wrong_code: 'This code is not right, or was used before. Take the newest from your app.',
  password_needed: 'Fill in your password once more.',
  last_factor: 'This is your only second step, and your role needs one. Add another first.',
  foreign_origin: 'This request comes from another address than the app’s.',
  second_factor_needed: 'First prove in a second way that it is you.',
  policies_unseen: 'There is a new privacy statement or there are new terms. Read them first.',
  not_found: 'This does not exist, or you may not see it.',
  method_not_allowed: 'That cannot be done here.',
  id_taken: 'Something else was already sent with this. Please make a new post.',
  email_taken: 'This e-mail address already belongs to an account of another organisation.',
  stale_version: 'Somebody else changed this in the meantime. Look at the new text and try again.',
  consent_missing:
    'There is no consent for the diary of {children}, now or at the time this is about. Nothing was posted.',
  link_expired: 'This link has expired.',
  link_used: 'This link has been used already.',
  has_account: 'This person has an account by now. Name and e-mail address can no longer be changed here.',
  import_refused: 'Something in the file is not right. Nothing was imported; check it again.',
  import_running: 'Another file is being imported. Wait until it is done, then try again.',
  too_large: 'This is too large to send.',
  unsupported_media_type: 'This kind of content is not accepted here.',
  invalid: 'Not everything is filled in correctly.',
  time_in_future: 'This moment lies in the future.',
  time_too_old: 'This is too long ago to write about.',
  too_many_requests: 'Too many attempts. Wait a moment and try again.',
  internal: 'Something went wrong on our side. Please try again.',
  unavailable: 'The app cannot be reached for a moment. Please try again shortly.',
}
