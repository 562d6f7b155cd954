import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  newKey,
  openChildKey,
  sealChildKey,
  unwrapForChild,
  unwrapUntagged,
  WrongKey,
  wrapForChild,
  wrapUntagged,
} from '../db/media/keys.ts'
import { DamagedFile, openFile, plainLength, sealedLength, sealFile } from '../db/media/sealed-file.ts'
import type { ByteRange } from '../db/media/store.ts'
import { all, inPieces } from './support/streams.ts'

const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index))
const plainOf = (length: number) => Buffer.from(Uint8Array.from({ length }, (_, index) => index % 251))
const sealed = (plain: Buffer, by: Buffer = key) => all(sealFile(by, inPieces(plain)))
const [chunk, frame, header] = [65_536, 65_552, 4]

/** Opens bytes as a store would give them, and notes what was read and given out. */
async function opened(stored: Buffer, plain: number, range?: ByteRange, by: Buffer = key) {
  const seen = { read: [] as ByteRange[], given: 0, problem: undefined as unknown, bytes: Buffer.alloc(0) }
  const read = (asked: ByteRange) => {
    seen.read.push(asked)
    return inPieces(stored.subarray(asked.from, asked.to === undefined ? undefined : asked.to + 1))
  }
  const out: Buffer[] = []
  try {
    for await (const piece of openFile(by, plain, read, range)) out.push(Buffer.from(piece))
  } catch (error) {
    seen.problem = error
  }
  seen.bytes = Buffer.concat(out)
  seen.given = seen.bytes.length
  return seen
}

describe('a sealed file', () => {
  // Computed by Python's cryptography (OpenSSL) from the description of the format.
  test.each([
    [0, '9fd9dc81248dd49cbe5941b0829299c2c6d624d8f6600bc86f6031a6dbfdf0a6'],
    [1, 'd9de2e4665cb38178745738eae082dd3c3b1ecb7664745d0bb5315ff33142e53'],
    [65_535, '9d5258375b96331a299bae7327fce4d49204a09b291cd296ce180859a483c558'],
    [65_536, '991c4cd37819978c39cec45c0e2a96c95631260599ded3314589bc7f72ccd629'],
    [65_537, '3e45389ca68b02fa34c90e43e85ddbe224cbca2a0c84535579964c6c19474b94'],
    [200_000, '85b9d2a7645d87058665db2ca58aa30e4d363fbdb80e395dd258187a73567bdb'],
  ])('of %i bytes is what it always was, and opens again', async (length, digest) => {
    const stored = await sealed(plainOf(length))
    expect(createHash('sha256').update(stored).digest('hex')).toBe(digest)
    expect(stored.length).toBe(sealedLength(length))
    expect(plainLength(stored.length)).toBe(length)
    const { bytes, problem } = await opened(stored, length)
    expect(problem).toBeUndefined()
    expect(bytes.equals(plainOf(length))).toBe(true)
  })

  it('is the same however its bytes arrive', async () => {
    const plain = randomBytes(150_000)
    const expected = await sealed(plain)
    for (const size of [1_000, 65_535, 65_536, 65_537, 150_000]) {
      expect((await all(sealFile(key, inPieces(plain, size)))).equals(expected)).toBe(true)
    }
  })

  it('has a length that tells its own, and no other length is one', () => {
    fc.assert(fc.property(fc.nat(10_000_000), (plain) => plainLength(sealedLength(plain)) === plain))
    for (const none of [
      -1,
      0,
      4,
      19,
      header + frame + 1,
      header + frame + 16,
      header + 2 * frame + 7,
      20.5,
      Number.NaN,
    ]) {
      expect(() => plainLength(none), String(none)).toThrow(DamagedFile)
    }
  })

  it('gives any range, and reads only the chunks that it needs', async () => {
    for (const length of [1, chunk, 3 * chunk, 200_000]) {
      const plain = plainOf(length)
      const stored = await sealed(plain)
      await fc.assert(
        fc.asyncProperty(fc.nat(length - 1), fc.nat(length - 1), async (one, other) => {
          const [from, to] = [Math.min(one, other), Math.max(one, other)]
          const { bytes, problem, read } = await opened(stored, length, { from, to })
          expect(problem).toBeUndefined()
          expect(bytes.equals(plain.subarray(from, to + 1))).toBe(true)
          const [first, last] = [Math.floor(from / chunk), Math.floor(to / chunk)]
          const final = last === Math.ceil(length / chunk) - 1
          const end = final ? {} : { to: header + (last + 1) * frame - 1 }
          expect(read).toEqual([{ from: first === 0 ? 0 : header + first * frame, ...end }])
        }),
        { numRuns: 40 },
      )
    }
  })

  it('gives what is left without an end, and refuses a range that it has not', async () => {
    const stored = await sealed(plainOf(200_000))
    expect((await opened(stored, 200_000, { from: 199_999 })).bytes).toEqual(plainOf(200_000).subarray(199_999))
    for (const range of [
      { from: 0, to: 200_000 },
      { from: 200_000 },
      { from: -1 },
      { from: 5, to: 4 },
      { from: 0.5 },
    ]) {
      expect((await opened(stored, 200_000, range)).problem, JSON.stringify(range)).toBeInstanceOf(RangeError)
    }
    expect((await opened(await sealed(plainOf(0)), 0, { from: 0 })).problem).toBeInstanceOf(RangeError)
  })

  it('takes little memory: it holds two chunks, however long the file is', async () => {
    const total = 200 * 1024 * 1024
    let [taken, given, behind, most] = [0, 0, 0, 0]
    async function* source() {
      const piece = randomBytes(100_000)
      for (; taken < total; taken += piece.length) yield piece
    }
    const start = process.memoryUsage().rss
    const length = Math.ceil(total / 100_000) * 100_000
    for await (const piece of openFile(key, length, () => sealFile(key, source()))) {
      given += piece.length
      behind = Math.max(behind, taken - given)
      most = Math.max(most, process.memoryUsage.rss() - start)
    }
    expect(given).toBe(length)
    expect(behind).toBeLessThan(3 * chunk + 100_000)
    expect(most).toBeLessThan(80 * 1024 * 1024)
  })

  it('lets go of what it reads when the reader leaves, and passes on what the source throws', async () => {
    const stored = await sealed(plainOf(200_000))
    let left = false
    async function* read() {
      try {
        yield* inPieces(stored)
      } finally {
        left = true
      }
    }
    for await (const _ of openFile(key, 200_000, read)) break
    expect(left).toBe(true)
    async function* failing() {
      yield plainOf(70_000)
      throw new Error('gone')
    }
    await expect(all(sealFile(key, failing()))).rejects.toThrow('gone')
  })
})

describe('a sealed file that was tampered with', () => {
  const length = 200_000
  const at = (index: number) => header + index * frame
  /** `kept`: how many bytes may still come out before it is refused. */
  const refused = async (stored: Buffer, kept: number, range?: ByteRange, by?: Buffer) => {
    const { problem, given } = await opened(stored, length, range, by)
    expect(problem).toBeInstanceOf(DamagedFile)
    expect(given).toBe(kept)
  }

  it('is refused at the chunk in which a bit differs, wherever it is', async () => {
    const whole = await sealed(plainOf(length))
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (byte, bit) => {
        const stored = Buffer.from(whole)
        stored[byte]! ^= 1 << bit
        const index = Math.max(0, Math.floor((byte - header) / frame))
        await refused(stored, index * chunk)
        await refused(stored, 0, { from: index * chunk, to: index * chunk })
      }),
      {
        numRuns: 60,
        examples: [
          [0, 0],
          [3, 0],
          [4, 0],
          [at(1) - 1, 7],
          [at(1), 0],
          [whole.length - 1, 0],
        ],
      },
    )
  })

  it('is refused when chunks are swapped, dropped, repeated or of another file', async () => {
    const whole = await sealed(plainOf(length))
    const other = await sealed(plainOf(length), newKey())
    const [head, a, b, c, d] = [
      whole.subarray(0, header),
      ...[0, 1, 2, 3].map((index) => whole.subarray(at(index), at(index + 1))),
    ] as [Buffer, Buffer, Buffer, Buffer, Buffer]
    const made = (...parts: Buffer[]) => Buffer.concat([head, ...parts])
    await refused(made(b, a, c, d), 0)
    await refused(made(a, c, b, d), chunk)
    await refused(made(a, c, d), chunk)
    await refused(made(b, c, d), 0)
    await refused(made(a, b, b, c, d), 2 * chunk)
    await refused(made(a, b, b, d), 2 * chunk)
    await refused(made(a, b, other.subarray(at(2), at(3)), d), 2 * chunk)
    await refused(whole.subarray(header), 0)
    await refused(other, 0)
  })

  it('is refused when it was cut off, also between chunks and when its length was not noted', async () => {
    const whole = await sealed(plainOf(length))
    for (const [end, kept] of [
      [0, 0],
      [3, 0],
      [header, 0],
      [at(1), 0],
      [at(1) + 1, chunk],
      [at(2), chunk],
      [at(3), 2 * chunk],
      [whole.length - 1, 3 * chunk],
    ] as const) {
      await refused(whole.subarray(0, end), kept)
    }
    const cut = whole.subarray(0, at(2))
    const { problem, given } = await opened(cut, plainLength(cut.length))
    expect(problem).toBeInstanceOf(DamagedFile)
    expect(given).toBe(chunk)
    await refused(whole.subarray(0, at(2)), 0, { from: 3 * chunk, to: 3 * chunk + 5 })
  })

  it('is refused when something follows it', async () => {
    const whole = await sealed(plainOf(length))
    const more = Buffer.concat([whole, Buffer.alloc(1)])
    await refused(more, 3 * chunk)
    await refused(more, 0, { from: length - 1 })
    await refused(Buffer.concat([whole, whole.subarray(header)]), 3 * chunk)
    const round = Buffer.concat([await sealed(plainOf(chunk)), Buffer.alloc(1)])
    expect((await opened(round, chunk)).given).toBe(0)
    expect((await opened(round, plainLength(round.length - 1) + 1)).problem).toBeInstanceOf(DamagedFile)
  })
})

describe('keys', () => {
  const [file, child, secret] = [newKey(), newKey(), 'a secret of the installation, long enough']
  const refused = (work: () => unknown) => expect(work).toThrow(WrongKey)
  const changed = (text: string) => {
    const bytes = Buffer.from(text, 'base64url')
    bytes[20]! ^= 1
    return bytes.toString('base64url')
  }

  it('of a file opens with the key of a child it is about, for this file and this child alone', () => {
    const wrapped = wrapForChild(file, 'media-1', 'child-1', child)
    expect(unwrapForChild(wrapped, 'media-1', 'child-1', child)).toEqual(file)
    refused(() => unwrapForChild(wrapped, 'media-2', 'child-1', child))
    refused(() => unwrapForChild(wrapped, 'media-1', 'child-2', child))
    refused(() => unwrapForChild(wrapped, 'media-1', 'child-1', newKey()))
    refused(() => unwrapForChild(changed(wrapped), 'media-1', 'child-1', child))
    for (const end of [0, 10, 20, 30]) {
      refused(() => unwrapForChild(wrapped.slice(0, end), 'media-1', 'child-1', child))
    }
    expect(wrapForChild(file, 'media-1', 'child-1', child)).not.toBe(wrapped)
  })

  it('of a file about nobody opens with the secret, for this file alone', () => {
    const wrapped = wrapUntagged(file, 'media-1', secret)
    expect(unwrapUntagged(wrapped, 'media-1', secret)).toEqual(file)
    refused(() => unwrapUntagged(wrapped, 'media-2', secret))
    refused(() => unwrapUntagged(wrapped, 'media-1', `${secret}!`))
    refused(() => unwrapUntagged(changed(wrapped), 'media-1', secret))
  })

  it('of a child opens with the secret, for this child alone, and is no file’s', () => {
    const kept = sealChildKey(child, 'child-1', secret)
    expect(openChildKey(kept, 'child-1', secret)).toEqual(child)
    refused(() => openChildKey(kept, 'child-2', secret))
    refused(() => openChildKey(kept, 'child-1', `${secret}!`))
    refused(() => unwrapUntagged(kept, 'child-1', secret))
    refused(() => openChildKey(wrapUntagged(file, 'child-1', secret), 'child-1', secret))
  })

  it('have 32 bytes and are never the same', () => {
    expect(newKey()).toHaveLength(32)
    expect(newKey()).not.toEqual(newKey())
    expect(() => wrapUntagged(Buffer.alloc(16), 'media-1', secret)).toThrow(RangeError)
  })
})
