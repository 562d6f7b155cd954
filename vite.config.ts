import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'
import solid from 'vite-plugin-solid'
import { inputsDigest, stampFile } from './backend/client-build.ts'

/** What is built is for production whoever asks: with a test's NODE_ENV it would keep nothing for offline. */
const production = (): Plugin => ({
  name: 'production',
  apply: 'build',
  enforce: 'pre',
  config() {
    process.env.NODE_ENV = 'production'
  },
})

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

/**
 * The part of the client that only staff load; a guardian's device keeps the rest for when it is offline, and that of staff
 * this as well. What shares a file with it is reached from nowhere else either: what sends a file is no part of it.
 */
const staffOnly =
  /\/client\/(group\/|tablet\/|absence\/(absence-bar|group-)|attendance\/(?!presence|ratio-rule|ratio-bands|collectors)|conversation\/staff-|diary\/(composer\/(?!clean-text)|staff-)|photo\/(composer\/|cover-|reader-list|recall-|retag-|edit-post|staff-|upload-(?!state|queue|sender|shelf|answer|files|transfer))|locales\/\w+\/(staff(-photos)?|attendance|tablet)\.ts)/

/**
 * A file is fetched when its screen is: a browser that knows these words, which stand first in it, compiles it beside the page as it comes, and
 * not a function at a time while the page draws.
 */
const compiledAsItComes = '//# allFunctionsCalledOnLoad\n'
const compiling = (): Plugin => ({
  name: 'compiling',
  apply: 'build',
  // After what the build itself puts in front.
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk' && file.fileName !== 'service-worker.js') file.code = compiledAsItComes + file.code
    },
  },
})

/** Tells the service worker which files make up the app, so that it changes whenever one of them does. */
const shell = (): Plugin => ({
  name: 'shell',
  apply: 'build',
  generateBundle(_options, bundle) {
    const worker = bundle['service-worker.js']
    if (worker?.type !== 'chunk') throw new Error('The build made no service worker.')
    const files = Object.values(bundle).filter(
      (file) =>
        file !== worker &&
        // What it is made of may lie in other files.
        !(file.type === 'chunk' && [file.facadeModuleId ?? '', ...file.moduleIds].some((id) => staffOnly.test(id))) &&
        !file.fileName.endsWith('.html'),
    )
    // What is shared with staff may have come to lie with a part of theirs: what a kept file needs is kept as well.
    const kept = new Set<string>()
    const keep = (fileName: string): void => {
      if (kept.has(fileName)) return
      kept.add(fileName)
      const file = bundle[fileName]
      if (file?.type === 'chunk') file.imports.forEach(keep)
    }
    for (const { fileName } of files) keep(fileName)
    const names = ['/', ...publicFiles, ...[...kept].map((name) => `/${name}`)].sort()
    const others = Object.values(bundle)
      .filter((file) => file !== worker && !kept.has(file.fileName) && !file.fileName.endsWith('.html'))
      .map(({ fileName }) => `/${fileName}`)
      .sort()
    const content = Object.values(bundle).map((file) => [
      file.fileName,
      file.type === 'chunk' ? file.code : file.source,
    ])
    const version = createHash('sha256')
      .update(JSON.stringify([compiledAsItComes, content]))
      .digest('hex')
      .slice(0, 16)
    worker.code = worker.code.replaceAll('__SHELL__', JSON.stringify({ version, files: names, staff: others }))
  },
})

const publicFiles = ['/theme.js', '/manifest.webmanifest', '/icon.svg', '/icon-192.png']

const backend = `http://127.0.0.1:${process.env.PORT ?? 4000}`

export default defineConfig({
  root: 'client',
  plugins: [production(), solid(), tailwindcss(), compiling(), shell(), stamp()],
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
        // What almost every screen uses comes in one file: by themselves they were twenty, each compressed for itself.
        advancedChunks: {
          groups: [
            {
              name: 'ui',
              test: /\/client\/(ui\/(?!markdown|flow|history-list|radio-row|switcher|print-in-light|check-row)|(clock|minute|time)\.ts|absence\/reason-icons|planning\/hours|diary\/composer\/(clean-text|local-time))|\/backend\/contract\/diary-text/,
              includeDependenciesRecursively: false,
            },
            {
              name: 'solid',
              test: /\/node_modules\/(solid-js|@solid-primitives)\/|\/client\/locales\/words\.ts|vite\/preload-helper/,
              includeDependenciesRecursively: false,
            },
            // What stands around every screen and between it and the server: otherwise it comes in two dozen pieces.
            {
              name: 'session',
              test: /\/client\/((api|session|store|day-ahead|draft-shelf|left-behind|endpoints|file-name|paired|router|tablet-parts|lock-when-idle|not-found|live|stream)\.ts|account\/(appearance|asked-language|more)\.ts|theme\/choice|location\/parts|policy\/(seeing|reading|policy-banner))|\/backend\/contract\/route|\/node_modules\/(idb|uuid)\//,
              includeDependenciesRecursively: false,
            },
            {
              name: 'sending',
              test: /\/client\/(account-store|outbox|outbox-state|turns|send-failure|conversation\/(deliver-message|message-files)|photo\/(upload-(answer|files|queue|sender|shelf|state|transfer)|unready)|diary\/composer\/draft)\.ts/,
              includeDependenciesRecursively: false,
            },
            // What families and staff both see of a day.
            {
              name: 'day',
              test: /\/client\/(diary\/(fact-words|rhythm|fact-list|lane-look|timeline)\.|photo\/(picture|picture-store|address|form|kept-photos|play-mark)\.|diary\/composer\/choices|action\/action-state)|\/backend\/contract\/(clock|expected)\.ts|\/node_modules\/thumbhash\//,
              includeDependenciesRecursively: false,
            },
            // What the screens of a group know of it: those that a device keeps for everybody as well.
            {
              name: 'group-day',
              test: /\/client\/(group\/(group-day|day-state|choice|standing-line|staff-work)|attendance\/board|outbox-delivery|photo\/composer\/photo-draft|diary\/composer\/draft-store)|\/backend\/contract\/(presence|coming)/,
              includeDependenciesRecursively: false,
            },
            // The rest of the group with its composers: `staffOnly` all of it.
            {
              name: 'group',
              test: /\/client\/(group\/|diary\/(composer\/(?!choices|clean-text|draft\.|draft-store|local-time)|staff-(day-posts|posts|stale))|photo\/(composer\/(?!photo-draft)|placed-words|report-bar|staff-photo-posts|upload-(bar|list|standing|thumb|words))|absence\/absence-bar|action\/action-bar|attendance\/(parts|state-words)|handover\/handover-(bar|mark))/,
              includeDependenciesRecursively: false,
            },
          ],
        },
        entryFileNames: (chunk) => (chunk.name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': backend, '/socket.io': { target: backend, ws: true } },
  },
})
