import * as v from 'valibot'
import { route } from './route.ts'
import { text } from './values.ts'

const Email = v.pipe(v.string(), v.trim(), v.maxLength(254, 'too_long'), v.email('email'))
const Phone = v.pipe(text(30), v.trim(), v.regex(/^\+?[0-9][0-9 ()-]{5,}$/, 'phone'))

const Contact = v.strictObject({ email: v.nullable(v.string()), phone: v.nullable(v.string()) })

export const support = route({
  method: 'GET',
  path: '/api/support',
  summary: 'Whom to turn to for help, and which version of the app this is.',
  roles: 'person',
  onTablet: true,
  before: 'second_factor',
  reply: v.strictObject({ ...Contact.entries, version: v.string() }),
})

export const setSupport = route({
  method: 'PUT',
  path: '/api/support',
  summary: 'Says whom the people of the organisation turn to for help.',
  roles: ['administration'],
  body: v.strictObject({ email: v.nullable(Email), phone: v.nullable(Phone) }),
  reply: Contact,
})
