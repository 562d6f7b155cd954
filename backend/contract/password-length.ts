/** How long a password is, in characters as people count them. */
export const passwordLength = { least: 10, most: 128 } as const

/** Code points, composed: an é is one, however it was typed. */
export const lengthOf = (password: string): number => [...password.normalize('NFKC')].length
