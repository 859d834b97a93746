/**
 * What can go wrong in a way that a trader can act on. Codes are stable names: more may be added,
 * none changes its meaning or is used again.
 */

/** The exit code of the command line and the status of the HTTP API, per kind of trouble. */
const DEFECT = { exit: 1, http: 500 }
const USAGE = { exit: 2, http: 400 }
const REFUSED = { exit: 3, http: 400 }
const NOT_FOUND = { exit: 4, http: 404 }
const LIMITED = { exit: 5, http: 403 }
const DISK = { exit: 6, http: 503 }

export const PROBLEMS = {
  USAGE,
  FILE_NOT_FOUND: NOT_FOUND,
  FILE_TOO_LARGE: { exit: 3, http: 413 },
  FILE_UNREADABLE: REFUSED,
  CSV_EMPTY: REFUSED,
  CSV_BINARY: REFUSED,
  CSV_COLUMNS_MISSING: REFUSED,
  CSV_DIALECT_UNKNOWN: REFUSED,
  CSV_TIMESTAMP_INVALID: REFUSED,
  CSV_TIMEZONE_AMBIGUOUS: REFUSED,
  CSV_NUMBER_INVALID: REFUSED,
  CSV_PRICE_NOT_POSITIVE: REFUSED,
  CSV_OHLC_INCONSISTENT: REFUSED,
  CSV_TIMESTAMP_DUPLICATE: REFUSED,
  CSV_NOT_SORTED: REFUSED,
  CSV_TIMEFRAME_MIXED: REFUSED,
  CSV_ROW_TRUNCATED: REFUSED,
  LIMIT_ROWS: { exit: 5, http: 413 },
  DATASET_NOT_FOUND: NOT_FOUND,
  TIMEFRAME_INVALID: REFUSED,
  DATA_INSUFFICIENT: REFUSED,
  STRATEGY_UNKNOWN: NOT_FOUND,
  STRATEGY_INVALID: REFUSED,
  STRATEGY_PARAMS_INVALID: REFUSED,
  STRATEGY_FAILED: REFUSED,
  STRATEGY_TIMEOUT: REFUSED,
  MODEL_NOT_FOUND: NOT_FOUND,
  MODEL_INVALID: REFUSED,
  SYMBOL_UNKNOWN: NOT_FOUND,
  ORDER_VALUE_OUT_OF_RANGE: REFUSED,
  CONFIG_INVALID: REFUSED,
  RUN_NOT_FOUND: NOT_FOUND,
  RUN_CREATION_DISABLED: LIMITED,
  ARTIFACT_MISSING: { exit: 6, http: 410 },
  ARTIFACT_TAMPERED: { exit: 6, http: 409 },
  SCHEMA_UNSUPPORTED: REFUSED,
  PLAN_NOT_FOUND: NOT_FOUND,
  LIMIT_VARIANTS: { exit: 5, http: 400 },
  OPERATION_NOT_FOUND: NOT_FOUND,
  OPERATION_NOT_CANCELLABLE: { exit: 3, http: 409 },
  CANCELLED: { exit: 130, http: 409 },
  KILL_SWITCH_ON: LIMITED,
  RATE_LIMITED: { exit: 5, http: 429 },
  LIMIT_BUSY: { exit: 5, http: 429 },
  STORE_UNAVAILABLE: DISK,
  STORE_CORRUPT: DISK,
  DISK_FULL: { exit: 6, http: 507 },
  EXPORT_FAILED: DISK,
  PROVIDER_OFFLINE: { exit: 3, http: 502 },
  PROVIDER_REFUSED: { exit: 3, http: 502 },
  QUEUE_UNAVAILABLE: DISK,
  WORKER_VERSION_MISMATCH: { exit: 3, http: 409 },
  UNAUTHORIZED: { exit: 3, http: 401 },
  NOT_SUPPORTED_HERE: { exit: 3, http: 501 },
  PORT_IN_USE: { exit: 3, http: 409 },
  UPLOAD_NOT_FOUND: NOT_FOUND,
  REQUEST_TOO_LARGE: { exit: 3, http: 413 },
  /** The window lost its host; only ever said inside the window. */
  HOST_UNREACHABLE: { exit: 6, http: 503 },
  INTERNAL: DEFECT,
} as const satisfies Record<string, { exit: number; http: number }>

export type ProblemCode = keyof typeof PROBLEMS
export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(PROBLEMS, code)

export type Detail = string | number | boolean | null | readonly Detail[] | { readonly [key: string]: Detail }

/**
 * Facts about the problem, for scripts and for the screen. `line`, `column`, `field` and `text`
 * mean the same in every code that has them.
 */
export interface ProblemDetails {
  readonly line?: number
  readonly column?: number
  readonly field?: string
  readonly text?: string
  readonly [more: string]: Detail | undefined
}

/** A problem as it travels: what happened, and what to do next. */
export interface ProblemShape {
  readonly code: ProblemCode
  readonly message: string
  readonly hint: string
  readonly details: ProblemDetails
}

/** Thrown where a trader can act. Any other throw is a defect of ours. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly details: ProblemDetails
  readonly hint: string

  constructor(code: ProblemCode, details: ProblemDetails, message: string, hint = '') {
    super(message)
    this.code = code
    this.details = details
    this.hint = hint
  }

  get shape(): ProblemShape {
    return { code: this.code, message: this.message, hint: this.hint, details: this.details }
  }

  static from({ code, details, message, hint }: ProblemShape): Problem {
    return new Problem(code, details, message, hint)
  }
}
