import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'
import solid from 'vite-plugin-solid'
import { inputsDigest, stampFile } from './backend/client-build.ts'

/** Notes what the client was built from, so that the server builds it anew only when that changed. */
const stamp = (): Plugin => {
  let digest = ''
  return {
    name: 'stamp',
    apply: 'build',
    async buildStart() {
      digest = await inputsDigest()
    },
    async closeBundle(error?: Error) {
      if (!error) await writeFile(stampFile, digest)
    },
  }
}

const backend = `http://127.0.0.1:${process.env.PORT ?? 4000}`

export default defineConfig({
  root: 'client',
  plugins: [solid(), tailwindcss(), stamp()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        app: resolve(import.meta.dirname, 'client/index.html'),
        'service-worker': resolve(import.meta.dirname, 'client/service-worker.ts'),
      },
      output: {
        // Its address says which pages it serves, so it must stay the same and stand at the top.
        entryFileNames: (chunk) => (chunk.name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': backend, '/socket.io': { target: backend, ws: true } },
  },
})
