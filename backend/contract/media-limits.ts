/* For the server and the client alike; without the validator, which a page does not need for it. */

/** About so many ids may be asked at once. */
export const mostAsked = 100
