import * as v from 'valibot'
import { isSearchable, longestSearch } from './conversation-limits.ts'
import { Message } from './message.ts'
import { route } from './route.ts'
import { Cursor, Id, text } from './values.ts'

export const searchMessages = route({
  method: 'GET',
  path: '/api/messages',
  summary: 'Messages of one’s conversations in which these words stand, in Dutch and English, newest first.',
  noted: true,
  roles: ['guardian', 'staff', 'manager'],
  query: v.strictObject({
    /**
     * All of them stand in a message, as they are, begin so, or in another form, or its author is called so, whose name stands before the
     * text; between quotes just so and next to each other; *or* parts what may stand there instead.
     */
    words: v.pipe(text(longestSearch), v.check(isSearchable, 'too_short')),
    before: v.optional(Cursor),
  }),
  reply: v.strictObject({
    found: v.array(
      v.strictObject({
        message: Message,
        child: v.strictObject({ id: Id, callName: v.string() }),
        /** The author is called so. */
        authorMarked: v.boolean(),
        /** The text around the first of the words that were found, of at most 200 characters, in pieces. */
        excerpt: v.array(v.strictObject({ text: v.string(), marked: v.boolean() })),
      }),
    ),
    older: v.nullable(v.string()),
  }),
})
