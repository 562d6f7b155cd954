import { DrizzleQueryError } from 'drizzle-orm/errors'
import { describe, expect, it } from 'vitest'
import { told } from '../backend/log.ts'

describe('an error in the log', () => {
  it('names what went wrong and where, and no value of the query', () => {
    const cause = Object.assign(new Error('connection lost'), { code: 'ECONNRESET' })
    const wrapped = new DrizzleQueryError('select * from "user" where email = $1', ['lisa@demo.example'], cause)
    const line = JSON.stringify(told(wrapped))
    expect(line).toContain('ECONNRESET')
    expect(line).toContain('log.test.ts')
    expect(line).not.toContain('lisa')
  })
})
