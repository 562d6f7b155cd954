import { toJsonSchema } from '@valibot/to-json-schema'
import type { Router } from 'express'
import type * as v from 'valibot'
import { ErrorReply, errorStatus } from './contract/errors.ts'
import { clientMessages, Handshake, serverMessages } from './contract/live.ts'
import { type Route, requestHeader, roleHeader } from './contract/route.ts'
import { routes } from './contract/routes.ts'
import { en } from './locales/en.ts'

type Json = Record<string, unknown>

const schemaOf = (schema: v.GenericSchema): Json => {
  const { $schema: _, ...rest } = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' })
  return rest
}

/** The OpenAPI description, made from the contract. */
export function openapi(version: string): Json {
  const paths: Record<string, Json> = {}
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ouderapp',
      version,
      description: 'A child’s day, shared. Every reply of an error has the same shape.',
    },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } },
      schemas: { Error: schemaOf(ErrorReply) },
    },
  }
}

function operation(name: string, route: Route): Json {
  const open = route.roles === 'anyone'
  const codes = [
    ...new Set([
      ...route.errors,
      ...(open ? [] : ['unauthenticated' as const]),
      ...(Array.isArray(route.roles) ? ['not_found' as const] : []),
      ...(route.query ? ['invalid' as const] : []),
      ...(route.body ? ['invalid' as const, 'malformed' as const] : []),
    ]),
  ]
  const byStatus = Map.groupBy(codes, (code) => errorStatus[code])
  return {
    operationId: name,
    summary: route.summary,
    ...(open ? {} : { security: [{ session: [] }] }),
    'x-roles': route.roles,
    parameters: [...parameters(route, 'path'), ...parameters(route, 'query'), ...headers(route)],
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body) } } } }
      : {}),
    responses: {
      200: { description: 'Done', content: { [route.file ?? 'application/json']: { schema: schemaOf(route.reply) } } },
      ...Object.fromEntries(
        [...byStatus].map(([status, same]) => [
          status,
          {
            description: same.map((code) => `\`${code}\`: ${en[code]}`).join('\n\n'),
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
          },
        ]),
      ),
    },
  }
}

function parameters(route: Route, where: 'path' | 'query'): Json[] {
  const schema = where === 'path' ? route.params : route.query
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: required.includes(name),
    schema: property,
  }))
}

const headers = (route: Route): Json[] => [
  ...(route.method === 'GET'
    ? []
    : [{ name: requestHeader, in: 'header', required: true, schema: { type: 'string', examples: ['ouderapp'] } }]),
  ...(Array.isArray(route.roles)
    ? [
        {
          name: roleHeader,
          in: 'header',
          required: false,
          description: 'Which of one’s roles; needed by who has several.',
          schema: { enum: route.roles },
        },
      ]
    : []),
]

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
const shown = (schema: v.GenericSchema) => `<pre>${escaped(JSON.stringify(schemaOf(schema), null, 2))}</pre>`

/** A page for people: every route, every socket message, each with its schema. */
export function docsPage(version: string): string {
  const part = (title: string, schema: v.GenericSchema | undefined) =>
    schema ? `<details><summary>${title}</summary>${shown(schema)}</details>` : ''
  const routeList = Object.entries(routes).map(
    ([
      name,
      route,
    ]) => `<section id="${name}"><h3><code>${route.method} ${escaped(route.path)}</code></h3><p>${escaped(route.summary)}</p>
      <p>Who: ${Array.isArray(route.roles) ? route.roles.join(', ') : route.roles}. Errors: ${[...route.errors].map((code) => `<code>${errorStatus[code]} ${code}</code>`).join(', ') || 'only the common ones'}.</p>
      ${part('Path', route.params)}${part('Query', route.query)}${part('Body', route.body)}${part('Reply', route.reply)}</section>`,
  )
  const errors = Object.entries(errorStatus).map(
    ([code, status]) =>
      `<tr><td>${status}</td><td><code>${code}</code></td><td>${escaped(en[code as keyof typeof en])}</td></tr>`,
  )
  const sent = Object.entries(serverMessages).map(
    ([name, { schema, summary }]) =>
      `<section><h3><code>${name}</code></h3><p>${escaped(summary)}</p>${part('Message', schema)}</section>`,
  )
  const asked = Object.entries(clientMessages).map(
    ([name, { schema, reply, summary }]) =>
      `<section><h3><code>${name}</code></h3><p>${escaped(summary)}</p>${part('Message', schema)}${part('Acknowledgement', reply)}</section>`,
  )
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Ouderapp API</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#23302e;background:#fbf7f2}code,pre{font:14px/1.4 ui-monospace,monospace}pre{overflow-x:auto;background:#fff;border:1px solid #e7ded2;border-radius:8px;padding:1rem}section{border-top:1px solid #e7ded2;padding:.5rem 0}summary{cursor:pointer;padding:.5rem 0}td{padding:.25rem 1rem .25rem 0;vertical-align:top}h3{margin:.5rem 0}</style></head>
<body><h1>Ouderapp API ${escaped(version)}</h1>
<p>The same as <a href="/api/openapi.json">OpenAPI</a>. Every request that changes something carries the header <code>${requestHeader}</code>; who has several roles names one in <code>${roleHeader}</code>. A thing one may not see answers exactly like a thing that does not exist.</p>
<h2>Routes</h2>${routeList.join('')}
<h2>Errors</h2><p>Any route may answer these; the message is in the reader’s language and the id finds the error in the log.</p><table>${errors.join('')}</table>
<h2>Socket</h2><p>Socket.IO over WebSocket at <code>/socket.io</code>, with the session’s cookie. Events carry a channel and its next number: apply the next one, drop a repeated one, ask again after a gap.</p>
${part('Handshake', Handshake)}<h3>From the server</h3>${sent.join('')}<h3>From the client</h3>${asked.join('')}</body></html>`
}

/** Mounts the description of the API, for programs and for people. */
export function docsRoutes(router: Router, version: string): void {
  router.get('/api/openapi.json', (_, response) => void response.json(openapi(version)))
  router.get('/api/docs', (_, response) => void response.type('html').send(docsPage(version)))
}
