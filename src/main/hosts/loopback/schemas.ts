/** The inputs of the contract as JSON Schema: for the document, and to read a query's text by. */
import { z } from 'zod'
import type { Request } from '../../../shared/contract.ts'
import { INPUTS } from '../../api/inputs.ts'

export interface Schema {
  readonly type?: string | readonly string[]
  readonly properties?: { readonly [name: string]: Schema }
  readonly required?: readonly string[]
  readonly [more: string]: unknown
}

export function schemaOf(request: Request): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(INPUTS[request], {
    io: 'input',
    unrepresentable: 'any',
  })
  return schema as Schema
}

/**
 * A query says everything in text. What the schema wants as a number, a switch or a list becomes
 * one; what is none stays text, for the router to refuse in its own words.
 */
export function fromText(text: string, schema: Schema | undefined): unknown {
  switch (schema?.type) {
    case 'integer':
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'array':
      return text === '' ? [] : text.split(',')
    default:
      return text
  }
}
