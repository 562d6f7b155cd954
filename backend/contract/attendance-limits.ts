/* How much and how far back of attendance, for the server and the client alike; without the validator, which a page does not need for it. */

/** So many children arrive or leave in one request, at most. */
export const mostAtOnce = 60
/** So many hours back an arrival or a departure is still noted as one; what is older is added or corrected, with a reason. */
export const notedBack = 24
/** So many minutes after the last step it may be taken back without a reason. */
export const undoneWithin = 10
/** So many days back staff put right what was noted; a manager longer. */
export const correctedBack = { staff: 7, manager: 56 } as const
/** So many staff work in a group at once, at most. */
export const mostStaff = 20
export const shortestReason = 3
export const longestReason = 500
