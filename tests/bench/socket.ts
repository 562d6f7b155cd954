import { connect as connectTo, type Socket } from 'node:net'

/** What a connection hears. Payloads are handed on as text: whoever needs them parses them. */
export interface Hearing {
  /** Let in, or caught up where the server says so. */
  connected?(): void
  message?(name: string, payload: string): void
  closed?(): void
}

export interface Connection {
  close(): void
}

/**
 * A Socket.IO connection over a WebSocket with as little work per message as possible, so that the load costs the same,
 * and little, on either side.
 */
export function openSocket(port: number, given: { cookie: string; auth: unknown }, hearing: Hearing): Connection {
  const socket = connectTo(port, '127.0.0.1')
  let rest: Buffer = Buffer.alloc(0)
  let upgraded = false
  socket.setNoDelay(true)
  socket.on('connect', () => socket.write(upgradeRequest(port, given.cookie)))
  socket.on('data', (bytes) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
    if (!upgraded) {
      const end = rest.indexOf('\r\n\r\n')
      if (end < 0) return
      if (!rest.subarray(0, 12).equals(switching)) return void socket.destroy()
      upgraded = true
      rest = rest.subarray(end + 4)
    }
    rest = readFrames(rest, (opcode, text) => hear(socket, opcode, text, given.auth, hearing))
  })
  socket.on('error', () => {})
  socket.on('close', () => hearing.closed?.())
  return {
    close() {
      socket.removeAllListeners('close')
      socket.destroy()
    },
  }
}

const switching = Buffer.from('HTTP/1.1 101')

const upgradeRequest = (port: number, cookie: string) =>
  [
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    `Host: localhost:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Cookie: ${cookie}`,
    '\r\n',
  ].join('\r\n')

function hear(socket: Socket, opcode: number, text: string, auth: unknown, hearing: Hearing): void {
  if (opcode === 8) return void socket.end()
  if (opcode !== 1) return
  if (text.startsWith('42')) {
    const end = text.indexOf('"', 4)
    hearing.message?.(text.slice(4, end), text.slice(end + 2, -1))
  } else if (text === '2') socket.write(frame('3'))
  else if (text.startsWith('40')) hearing.connected?.()
  else if (text.startsWith('0')) socket.write(frame(`40${JSON.stringify(auth)}`))
  else if (text.startsWith('44') || text.startsWith('41')) socket.destroy()
}

/** Takes all whole frames off the front; a server neither masks nor, here, splits its messages. */
function readFrames(bytes: Buffer, take: (opcode: number, text: string) => void): Buffer {
  let at = 0
  while (bytes.length - at >= 2) {
    let length = bytes[at + 1]! & 0x7f
    let start = at + 2
    if (length === 126) {
      if (bytes.length < at + 4) break
      length = bytes.readUInt16BE(at + 2)
      start = at + 4
    } else if (length === 127) {
      if (bytes.length < at + 10) break
      length = Number(bytes.readBigUInt64BE(at + 2))
      start = at + 10
    }
    if (bytes.length < start + length) break
    take(bytes[at]! & 0x0f, bytes.toString('utf8', start, start + length))
    at = start + length
  }
  return bytes.subarray(at)
}

/** A text frame; the mask is zero, so the text stays as it is. */
function frame(text: string): Buffer {
  const body = Buffer.from(text)
  const head =
    body.length < 126
      ? Buffer.from([0x81, 0x80 | body.length])
      : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 0xff])
  return Buffer.concat([head, Buffer.alloc(4), body])
}
