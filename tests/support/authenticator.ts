import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { newSecret } from '../../backend/account/authenticator.ts'
import { seal } from '../../db/sealing.ts'
import { anotherSession } from './cast.ts'
import { testSecret } from './postgres.ts'
import { call, type TestServer } from './server.ts'

/** Gives somebody a confirmed authenticator app of which no code was used; the secret comes back. */
export async function giveAuthenticator(server: TestServer, personId: string): Promise<string> {
  const secret = newSecret()
  await server.owner.query(
    `insert into auth.second_factor (user_id, sealed_secret, confirmed_at, created_at) values ($1, $2, $3, $3)
     on conflict (user_id) do update set sealed_secret = excluded.sealed_secret, confirmed_at = excluded.confirmed_at, last_step = 0`,
    [personId, seal(secret, personId, testSecret), server.clock.now()],
  )
  return secret
}

interface Quirks {
  origin?: string
  /** Which of the flags are set: present, verified. */
  flags?: number
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest()
const base64url = (bytes: Buffer) => bytes.toString('base64url')
const present = 0x01
const verified = 0x04
const attested = 0x40

/** A security key in software, as the standard describes one: it makes one key and signs with it. */
export function softKey(rpId = 'localhost') {
  const id = randomBytes(16)
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  let counter = 0
  const clientData = (type: string, challenge: string, origin: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const authData = (flags: number, rest: Buffer = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(++counter)
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, rest])
  }
  return {
    /** The answer to the options for making a passkey. */
    create(options: { challenge: string }, { origin = 'http://localhost', flags = present | verified }: Quirks = {}) {
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, coseKey(publicKey)])
      const attestation = Buffer.concat([
        Buffer.from([0xa3, 0x63]),
        Buffer.from('fmt'),
        Buffer.from([0x64]),
        Buffer.from('none'),
        Buffer.from([0x67]),
        Buffer.from('attStmt'),
        Buffer.from([0xa0, 0x68]),
        Buffer.from('authData'),
        byteString(authData(flags | attested, credential)),
      ])
      return {
        id: base64url(id),
        rawId: base64url(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(clientData('webauthn.create', options.challenge, origin)),
          attestationObject: base64url(attestation),
          transports: ['internal'],
        },
      }
    },
    /** The answer to the options for signing in. */
    get(options: { challenge: string }, { origin = 'http://localhost', flags = present | verified }: Quirks = {}) {
      const client = clientData('webauthn.get', options.challenge, origin)
      const data = authData(flags)
      const signature = createSign('sha256')
        .update(Buffer.concat([data, sha256(client)]))
        .sign(privateKey)
      return {
        id: base64url(id),
        rawId: base64url(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(data),
          signature: base64url(signature),
        },
      }
    },
  }
}

/** CBOR's head of a byte string of up to 64 kB. */
const byteString = (bytes: Buffer) => Buffer.concat([Buffer.from([0x59, bytes.length >> 8, bytes.length & 255]), bytes])

/** An ES256 public key as COSE writes it. */
function coseKey(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' })
  const coordinate = (value: string | undefined) =>
    Buffer.concat([Buffer.from([0x58, 32]), Buffer.from(value!, 'base64url')])
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    coordinate(x),
    Buffer.from([0x22]),
    coordinate(y),
  ])
}

/** Makes a key a passkey of somebody, by the product's own routes. */
export async function keepPasskey(
  server: TestServer,
  personId: string,
  key: ReturnType<typeof softKey>,
): Promise<void> {
  const { cookie } = await anotherSession(server, personId)
  const asked = await call(server, { cookie }, 'POST', '/api/account/passkey-options', {})
  const response = key.create(asked.body.options)
  const reply = await call(server, { cookie }, 'POST', '/api/account/passkeys', { name: 'Sleutel', response })
  if (reply.status !== 200) throw new Error(`a passkey could not be kept: ${reply.text}`)
}

/** Gives somebody a passkey that nobody will ever use; its id comes back. */
export async function givePasskey(server: TestServer, personId: string): Promise<string> {
  const id = uuidv7()
  await server.owner.query(
    `insert into auth.passkey (id, user_id, name, credential_key, public_key, counter, transports, created_at)
     values ($1, $2, 'Sleutel', $3, '', 0, '{}', $4)`,
    [id, personId, id, server.clock.now()],
  )
  return id
}
