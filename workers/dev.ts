import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** For development: the server, restarted at every change, and the client as Vite serves it, at its own address. */
const root = join(import.meta.dirname, '..')
const address = 'http://localhost:5173'

const children = [
  spawn(process.execPath, ['--watch', '--watch-preserve-output', 'workers/main.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PUBLIC_URL: process.env.PUBLIC_URL ?? address },
  }),
  spawn(process.execPath, ['node_modules/vite/bin/vite.js', '--clearScreen', 'false'], { cwd: root, stdio: 'inherit' }),
]

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal)
  })
}
for (const child of children) {
  child.on('exit', (code) => {
    process.exitCode ||= code ?? 0
    for (const other of children) other.kill('SIGTERM')
  })
}
