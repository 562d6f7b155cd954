import { createHmac } from 'node:crypto'

/** What is hashed of a PIN: so few digits are found in no time by whoever has the hash, but not without the installation's secret. */
export const peppered = (secret: string, personId: string, pin: string): string =>
  createHmac('sha256', secret).update(`pin:${personId}:${pin}`).digest('base64url')
