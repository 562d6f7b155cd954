/** Asked for only when the session is not fresh, or absent for all or for what stays. */
export const mayLack = (name: string, key: string) =>
  name === 'downloadPhotos' ||
  (name === 'editPhotoPost' && key === 'text') ||
  (name === 'beginUpload' && key === 'takenAt') ||
  (name === 'setEscorts' && key === 'broughtBy') ||
  (key === 'password' && !['signIn', 'acceptInvitation', 'changePassword', 'resetPassword'].includes(name))

/** Odd, and yet allowed. */
export const fits = (name: string, key: string, value: unknown): boolean =>
  (mayLack(name, key) && typeof value === 'string' && value.length === 0) ||
  (name === 'setSupport' && value === null) ||
  (name === 'setMentor' && value === null) ||
  (name === 'saveLocation' && key === 'houseRules' && value === 'x'.repeat(200)) ||
  // What a location does not tell is empty, and what it does is one line, or some.
  (name === 'saveLocation' &&
    ['street', 'postalCode', 'city', 'phone', 'email', 'houseRules'].includes(key) &&
    value === '') ||
  (['saveWeek', 'addClosingDay', 'addAbsenceRule'].includes(name) &&
    ['version', 'locationId'].includes(key) &&
    value === null) ||
  (name.endsWith('Handover') &&
    ['night', 'slept', 'meal', 'mood', 'medicine', 'fetcher'].includes(key) &&
    value === null) ||
  (name.endsWith('Journal') &&
    ((key === 'title' && value === '') || (key === 'notMeant' && Array.isArray(value) && value.length === 0))) ||
  (['hours', 'awayUntil'].includes(key) && value === null) ||
  (key === 'awayText' && typeof value === 'string' && value.isWellFormed()) ||
  (['part', 'broughtBy', 'fetchedBy', 'leftAt'].includes(key) && value === null) ||
  (name.endsWith('Collector') && ((key === 'endsOn' && value === null) || (key === 'phone' && value === ''))) ||
  (name.endsWith('Allergy') &&
    ((key === 'advice' && typeof value === 'string' && value.isWellFormed() && value.length <= 500) ||
      (['severe', 'removed'].includes(key) && value === true))) ||
  (key === 'note' && typeof value === 'string' && value.length < 500) ||
  (name === 'answerAction' && key === 'answered' && value === true) ||
  (name.endsWith('Action') && ['link', 'dueOn'].includes(key) && value === null) ||
  (key === 'response' && typeof value === 'object' && value !== null) ||
  (/^(text(Nl|En)|summary(Nl|En)|ruling|reason)$/.test(key) && typeof value === 'string' && value.length === 200) ||
  (key === 'file' && typeof value === 'string') ||
  // It is cut off.
  (name === 'beginAttachment' && key === 'name' && typeof value === 'string' && value.length === 200) ||
  (key === 'parentalAuthority' && value === true) ||
  (['reworded', 'removed'].includes(key) && Array.isArray(value) && value.length === 0) ||
  ((key === 'text' || (name === 'recallPhoto' && key === 'reason')) &&
    typeof value === 'string' &&
    value.isWellFormed()) ||
  (/^(password|currentPassword)$/.test(key) && typeof value === 'string' && value.length === 1) ||
  (['alone', 'everywhere', 'hearted', 'opened', 'settled', 'showsNobody', 'urgent'].includes(key) && value === true) ||
  (key === 'facts' && Array.isArray(value) && value.length === 0) ||
  (key === 'version' && value === 7.5)
