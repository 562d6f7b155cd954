/** What only staff read. */
export const words = {}
