/** The API as an OpenAPI 3.1 document, written from the routes and the contract's schemas. */
import { PROBLEMS } from '../../../shared/problem.ts'
import { REQUESTS } from '../../../shared/contract.ts'
import { ROUTES, type Route } from './routes.ts'
import { schemaOf, type Schema } from './schemas.ts'

const json = (schema: unknown) => ({ 'application/json': { schema } })

export function openApiDocument(version: string): unknown {
  const paths: { [path: string]: { [method: string]: unknown } } = {}
  for (const route of ROUTES) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) }
  }
  paths['/openapi.json'] = {
    get: {
      operationId: 'openapi',
      summary: 'This document',
      responses: { 200: { description: 'The document' } },
    },
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tapedeck',
      version,
      description:
        'The workstation on this machine. Every request needs the token that was printed at its start.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        ...Object.fromEntries(REQUESTS.map((request) => [request, schemaOf(request)])),
        Problem: problem,
      },
      responses: { Problem: { description: 'What went wrong, and what to do', content: json(problem) } },
    },
  }
}

const problem = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'hint', 'details'],
      properties: {
        code: { enum: Object.keys(PROBLEMS) },
        message: { type: 'string' },
        hint: { type: 'string' },
        details: { type: 'object' },
      },
    },
  },
}

function operation(route: Route): unknown {
  const responses = Object.fromEntries(
    route.statuses.map((status) => [
      status,
      { description: `The answer of ${route.request}`, content: json({}) },
    ]),
  )
  return {
    operationId: `${route.method.toLowerCase()} ${route.path}`,
    summary: route.does,
    parameters: parameters(route),
    ...body(route),
    responses: { ...responses, default: { $ref: '#/components/responses/Problem' } },
  }
}

function parameters(route: Route): unknown[] {
  const id =
    route.id === undefined ? [] : [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }]
  if (route.takes === 'json') return id
  const schema = querySchema(route)
  const query = Object.entries(schema.properties ?? {})
    .filter(([name]) => name !== route.id)
    .map(([name, field]) => ({
      name,
      in: 'query',
      required: (schema.required ?? []).includes(name) && route.unless?.[name] === undefined,
      schema: field,
      ...(field.type === 'array' ? { style: 'form', explode: false } : {}),
    }))
  return [...id, ...query]
}

/** The fields that a route takes from its query. */
export function querySchema(route: Route): Schema {
  const schema = schemaOf(route.request)
  if (route.takes !== 'file') return schema
  const settings = schema.properties?.['settings']
  return { properties: { name: { type: 'string' }, ...settings?.properties }, required: ['name'] }
}

function body(route: Route): { requestBody?: unknown } {
  if (route.takes === 'json') {
    return {
      requestBody: { required: true, content: json({ $ref: `#/components/schemas/${route.request}` }) },
    }
  }
  if (route.takes === 'file') {
    const file = { schema: { type: 'string', contentEncoding: 'binary' } }
    return {
      requestBody: { required: true, content: { 'application/octet-stream': file, 'text/csv': file } },
    }
  }
  return {}
}
