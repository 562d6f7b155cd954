import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

const root = join(import.meta.dirname, '../..')

/** The program's own files, relative to the repository, in these folders. */
export const sourcesIn = (...folders: string[]): string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort(),
  )

export const read = (path: string): string => readFileSync(join(root, path), 'utf8')

export interface Import {
  /** As written. */
  of: string
  typeOnly: boolean
}

/** What a file imports or exports onwards, types included, at its start or later. */
export function importsOf(path: string): Import[] {
  const code = read(path)
  const { module, errors } = parseSync(path, code)
  if (errors.length > 0) return [{ of: `(unreadable: ${errors[0]!.message})`, typeOnly: false }]
  return [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      of: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries
        .filter((entry) => entry.moduleRequest)
        .map((entry) => ({ of: entry.moduleRequest!.value, typeOnly: entry.isType })),
    ),
    ...module.dynamicImports.map(({ moduleRequest }) => {
      const written = code.slice(moduleRequest.start, moduleRequest.end)
      return { of: /^(['"`])[^$]*\1$/s.test(written) ? written.slice(1, -1) : `(${written})`, typeOnly: false }
    }),
    // import('…').Type, which is no import for the parser.
    ...[...code.matchAll(/\bimport\(\s*'(\.[^']+)'\s*\)\s*\./g)].map(([, of]) => ({ of: of!, typeOnly: true })),
  ]
}
