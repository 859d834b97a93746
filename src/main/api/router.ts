/** One door for every host: the question is checked, answered, and told as a value or a problem. */
import type { z } from 'zod'
import { type Answer, type Ask, type Client, isRequest, type Request } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'
import type { Entry } from '../../shared/operation.ts'
import { SETTING_RULES } from '../../shared/setting-rules.ts'
import type { Envelope } from '../../shared/wire.ts'
import { nearest } from '../text/nearest.ts'
import type { Admission } from './admission.ts'
import { whileAsking } from './asking.ts'
import { toldSafely, toProblem } from './defect.ts'
import type { EventHub } from './events.ts'
import type { Handlers } from './handlers/rooms.ts'
import { INPUTS } from './inputs.ts'
import { deepest, isMissing, issueInWords } from './issue-words.ts'
import type { Log } from './log.ts'

export interface Router {
  /** A client for one of the ways in. */
  client(entry: Entry): Client
  /** For hosts that carry questions from elsewhere: any name, any value, never a throw. */
  answer(request: string, ask: unknown, entry: Entry): Promise<Envelope>
}

export function router(
  handlers: Handlers<Request>,
  admission: Admission,
  events: EventHub,
  log: Log,
): Router {
  async function ask<R extends Request>(request: R, given: Ask<R>, entry: Entry): Promise<Answer<R>> {
    try {
      admission.admit(request, given, entry)
      const asked = checked(request, given)
      return await whileAsking({ entry, request, ask: asked }, () => handlers[request](asked))
    } catch (error) {
      const problem = toldSafely(toProblem(error, log, request))
      log.write('request.rejected', { request, entry, code: problem.code })
      throw problem
    }
  }
  return {
    client: (entry) => ({
      ask: (request, given) => ask(request, given, entry),
      on: (event, hear) => events.on(event, hear),
    }),
    async answer(request, given, entry) {
      if (!isRequest(request)) {
        const about = { field: 'request', text: request.slice(0, 80) }
        const problem = new Problem(
          'USAGE',
          about,
          'There is no such request.',
          'The OpenAPI document lists them.',
        )
        return { ok: false, problem: problem.shape }
      }
      try {
        // The schema decides whether the value is what this request takes.
        return { ok: true, value: await ask(request, given as Ask<typeof request>, entry) }
      } catch (error) {
        return { ok: false, problem: toProblem(error, log, request).shape }
      }
    },
  }
}

function checked<R extends Request>(request: R, given: unknown): Ask<R> {
  const schema: z.ZodType<Ask<R>> = INPUTS[request]
  const result = schema.safeParse(given)
  if (result.success) return result.data
  throw refusal(request, given, result.error)
}

/** The first thing that is wrong, in the code a script can rely on. */
function refusal(request: Request, given: unknown, error: z.ZodError): Problem {
  const issue = deepest(error.issues[0])
  const [top, ...inner] = issue.path.map(String)
  const about = (field: string) => ({ field: [field, ...issue.keys].filter(Boolean).join('.'), request })
  const isThere = issue.keys.length > 0 || !isMissing(given, issue.path)
  const said = isThere ? issueInWords(issue) : 'it is missing'
  if (top === 'settings' && request === 'run.start') {
    const field = about(inner.join('.')).field
    return new Problem(
      'CONFIG_INVALID',
      { field },
      field === ''
        ? `The settings are not possible: ${said}.`
        : `The setting ${field} is not possible: ${said}.`,
      correction(field, issue.keys.length > 0 ? SETTING_NAMES : []),
    )
  }
  if (top === 'params' && request === 'run.start') {
    const field = about(inner.join('.')).field
    return new Problem(
      'STRATEGY_PARAMS_INVALID',
      { field },
      field === ''
        ? `The parameters are not possible: ${said}.`
        : `The parameter ${field} is not possible: ${said}.`,
      'Correct it and run again.',
    )
  }
  const { field } = about([top, ...inner].filter(Boolean).join('.'))
  return new Problem(
    'USAGE',
    { field, request },
    field === '' ? `What ${request} was asked is not possible: ${said}.` : `${field}: ${said}.`,
    'Correct it and ask again.',
  )
}

/** Settings that are chosen, not measured, and so have no rule of their own. */
const SWITCHES = [
  'capitalMode',
  'direction',
  'sizing.kind',
  'slippage.kind',
  'fills.profile',
  'fills.magnify',
  'closeAtEnd',
  'product.calendar',
]

/** With the names that settings have in common, such as `fees`. */
const SETTING_NAMES = [...Object.keys(SETTING_RULES), ...SWITCHES].flatMap((path) => [
  path,
  path.replace(/\..*/, ''),
])

function correction(field: string, names: readonly string[]): string {
  const meant = nearest(field, names)
  return meant === null ? 'Correct it and run again.' : `Did you mean ${meant}?`
}
