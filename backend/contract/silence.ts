/**
 * Why nobody may write in a conversation: the child is in no group today; a guardian who would read it no longer sees the child; the
 * other guardian has not agreed to share; sharing was ended.
 */
export const silences = ['child_left', 'guardian_left', 'not_agreed', 'ended'] as const
