/* What may be told of a child before it comes, for the server and the client alike; without the validator, which a page does not need for it. */

export const nights = ['good', 'restless', 'short'] as const
export const longestHandoverNote = 1000
/** The longest name, meal, medicine or dose, in characters. */
export const longestTold = 80
/** From this hour of the day on it is mostly about the next day that something is told. */
export const eveningFrom = 18
