/* How much and how long of tablets and PINs, for the server and the client alike; without the validator, which a page does not need for it. */

/** After how many minutes without a touch a tablet may lock. */
export const idleChoices = [1, 2, 5, 10] as const
/** Of a code: letters and digits that nobody takes for another one. */
export const codeLetters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
export const codeLength = 8
/** How long a code is good, in milliseconds. */
export const codeLifetime = 10 * 60 * 1000
/** A PIN has at least so many digits, and at most. */
export const pinLength = { least: 4, most: 6 } as const
/** At most so many milliseconds somebody works on a tablet without the server having been told who that is. */
export const longestOnTablet = 12 * 60 * 60 * 1000
