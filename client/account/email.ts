import { createSignal } from 'solid-js'

/** Enough to catch a slip; whether it exists shows when a mail arrives. */
export const looksLikeEmail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** The address that somebody typed, kept from one page to the next, and only while the app is open. */
export const [typedEmail, setTypedEmail] = createSignal('')
