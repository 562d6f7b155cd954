import { request } from 'node:http'
import type { Reply } from './server.ts'

/** Signs in from an address of this machine: the whole of 127.0.0.0/8 is. */
export function signIn(
  server: { url: string },
  email: string,
  secret: string,
  from = '127.0.0.1',
  headers: Record<string, string> = {},
): Promise<Reply> {
  const body = JSON.stringify({ email, password: secret })
  return new Promise((done, failed) => {
    const { port } = new URL(server.url)
    const sent = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-requested-with': 'ouderapp',
      ...headers,
    }
    const asked = request(
      { host: '127.0.0.1', port, localAddress: from, method: 'POST', path: '/api/account/sign-in', headers: sent },
      async (response) => {
        let text = ''
        for await (const chunk of response) text += chunk
        const given = Object.entries(response.headers).flatMap(([name, value]) =>
          [value ?? []].flat().map((one): [string, string] => [name, one]),
        )
        done({ status: response.statusCode ?? 0, text, body: JSON.parse(text), headers: new Headers(given) })
      },
    )
    asked.on('error', failed).end(body)
  })
}

/** The session's cookie, as the next request carries it. */
export const cookieOf = (reply: Reply) => reply.headers.getSetCookie()[0]!.split(';')[0]!
