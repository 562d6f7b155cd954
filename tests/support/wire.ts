import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A connection between one person's device and the server, which can break, lead elsewhere, and remembers everything. */
export interface Wire {
  url: string
  /** The server to which it leads. */
  target(): { url: string }
  /** Leads elsewhere from the next connection on. */
  leadTo(server: { url: string }): void
  /** Everything that came from the server since the beginning: HTTP and sockets, headers and bodies. */
  received(): string
  /** Breaks every connection. */
  cut(): void
  /** While it is down every connection is broken and none is made. */
  down(yes: boolean): void
  isDown(): boolean
  close(): Promise<void>
}

export async function openWire(server: { url: string }): Promise<Wire> {
  let target = server
  let isDown = false
  let bytes: Buffer[] = []
  const ends = new Set<Socket>()
  const remember = (end: Socket) => {
    ends.add(end)
    end.on('close', () => ends.delete(end)).on('error', () => {})
  }
  const listener = createServer((device) => {
    remember(device)
    if (isDown) return void device.destroy()
    const { hostname, port } = new URL(target.url)
    const far = connect(Number(port), hostname)
    remember(far)
    far.on('data', (chunk) => bytes.push(chunk))
    device.pipe(far).pipe(device)
    device.on('close', () => far.destroy())
    far.on('close', () => device.destroy())
  })
  await new Promise<void>((listening) => listener.listen(0, '127.0.0.1', listening))
  const cut = () => {
    for (const end of ends) end.destroy()
  }
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    target: () => target,
    leadTo: (server) => {
      target = server
    },
    received() {
      bytes = [Buffer.concat(bytes)]
      return bytes[0]!.toString()
    },
    cut,
    down(yes) {
      isDown = yes
      if (yes) cut()
    },
    isDown: () => isDown,
    async close() {
      const closed = new Promise((done) => listener.close(done))
      cut()
      await closed
    },
  }
}
