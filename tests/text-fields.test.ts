import { dirname } from 'node:path'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'
import { read, sourcesIn } from './support/sources.ts'

/** Law: what somebody types in a field of several lines is never cut off silently: it is counted, and too much is not sent. */

/** Who may make the element itself, and who a field that is not counted by its characters. */
const makers = {
  textarea: ['client/ui/field.tsx', 'client/conversation/message-composer.tsx'],
  TextArea: [
    'client/ui/counted-area.tsx',
    // Counts where the button for the name stands.
    'client/diary/composer/text-part.tsx',
    // A policy has bytes.
    'client/policy/publish-screen.tsx',
  ],
} satisfies Record<string, string[]>

interface Node {
  type: string
  start: number
  [key: string]: any
}

const walk = (node: Node): Node[] => [
  node,
  ...Object.values(node)
    .flat()
    .filter((one): one is Node => typeof one?.type === 'string')
    .flatMap(walk),
]

/** The elements of several lines in a screen, with the names of their attributes and how the most is called. */
function areasIn(path: string, code = read(path)): { name: string; attributes: string[]; most: string }[] {
  return walk(parseSync(path, code).program as unknown as Node)
    .filter(({ type, name }) => type === 'JSXOpeningElement' && /^(textarea|TextArea|CountedArea)$/.test(name.name))
    .map(({ name, attributes }) => ({
      name: name.name,
      attributes: attributes.map((one: Node) => String(one.name?.name ?? '')),
      most: String(
        attributes.find((one: Node) => one.name?.name === 'most')?.value.expression.name ??
          'something that has no name',
      ),
    }))
}

describe('fields of several lines', () => {
  const screens = sourcesIn('client').filter((path) => path.endsWith('.tsx'))
  const areas = screens.flatMap((path) => areasIn(path).map((area) => ({ path, ...area })))

  it('are found', () => {
    expect(areas.filter(({ name }) => name === 'CountedArea').length).toBeGreaterThan(15)
    expect(areasIn('a.tsx', '<TextArea maxlength={9} />')[0]?.attributes).toEqual(['maxlength'])
  })

  it('cut nothing off', () => {
    const cut = areas.filter(({ attributes }) => attributes.some((one) => one.toLowerCase() === 'maxlength'))
    expect(cut.map(({ path }) => path)).toEqual([])
  })

  it('count what is too much', () => {
    const uncounted = areas.filter(({ name, path }) => name in makers && !makers[name as 'textarea'].includes(path))
    expect(uncounted.map(({ path }) => path)).toEqual([])
  })

  it('are refused where they hold too much, by whoever sends them', () => {
    const sent = areas.filter(({ name, path, most }) => {
      // The form itself, or the rules of its draft beside it.
      const beside = sourcesIn(dirname(path)).filter((one) => dirname(one) === dirname(path))
      const refuses = new RegExp(`\\.length (>|<=) ${most}\\b`)
      return (
        name === 'CountedArea' &&
        ![path, ...beside.filter((one) => !one.endsWith('.tsx'))].some((one) => refuses.test(read(one)))
      )
    })
    expect(sent.map(({ path, most }) => `${path}: ${most}`)).toEqual([])
  })
})
