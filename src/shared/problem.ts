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
  USAGE: { ...USAGE, about: 'The request or the command line is not one that Tapedeck takes.' },
  FILE_NOT_FOUND: { ...NOT_FOUND, about: 'The file is not there.' },
  FILE_TOO_LARGE: { exit: 3, http: 413, about: 'The file is larger than the limit.' },
  FILE_UNREADABLE: { ...REFUSED, about: 'It is a folder or a device, or may not be read.' },
  CSV_EMPTY: { ...REFUSED, about: 'The file holds no candles.' },
  CSV_BINARY: { ...REFUSED, about: 'The file is not text.' },
  CSV_COLUMNS_MISSING: { ...REFUSED, about: 'A column that candles need is not there.' },
  CSV_DIALECT_UNKNOWN: { ...REFUSED, about: 'The file is not a table of candles that can be recognised.' },
  CSV_TIMESTAMP_INVALID: { ...REFUSED, about: 'A time is no time.' },
  CSV_TIMEZONE_AMBIGUOUS: { ...REFUSED, about: 'Times of day name no zone, and none was given.' },
  CSV_NUMBER_INVALID: { ...REFUSED, about: 'A number is no number, or more than can be kept exactly.' },
  CSV_PRICE_NOT_POSITIVE: { ...REFUSED, about: 'A price is zero or below.' },
  CSV_OHLC_INCONSISTENT: { ...REFUSED, about: 'A candle’s high or low does not hold its open and close.' },
  CSV_TIMESTAMP_DUPLICATE: { ...REFUSED, about: 'Two rows have the same time.' },
  CSV_NOT_SORTED: { ...REFUSED, about: 'The rows go back in time.' },
  CSV_TIMEFRAME_MIXED: { ...REFUSED, about: 'Candles of two lengths are in one file.' },
  CSV_ROW_TRUNCATED: {
    ...REFUSED,
    about: 'A row has fewer or more cells than the header, or the file ends in the middle of one.',
  },
  LIMIT_ROWS: { exit: 5, http: 413, about: 'The file has more candles than the limit.' },
  DATASET_NOT_FOUND: { ...NOT_FOUND, about: 'No dataset of that name or id is here.' },
  TIMEFRAME_INVALID: { ...REFUSED, about: 'The candles can not be read at that timeframe.' },
  DATA_INSUFFICIENT: { ...REFUSED, about: 'There are too few candles for the warm-up and two more.' },
  STRATEGY_UNKNOWN: { ...NOT_FOUND, about: 'There is no strategy of that name.' },
  STRATEGY_INVALID: { ...REFUSED, about: 'The strategy itself is not sound.' },
  STRATEGY_PARAMS_INVALID: {
    ...REFUSED,
    about: 'A parameter is unknown, out of its range, or does not go with another.',
  },
  STRATEGY_FAILED: { ...REFUSED, about: 'The strategy failed while it ran.' },
  STRATEGY_LOOKAHEAD: { ...REFUSED, about: 'The strategy sees candles that are still to come.' },
  STRATEGY_TIMEOUT: { ...REFUSED, about: 'The strategy took too long on a candle.' },
  MODEL_NOT_FOUND: { ...NOT_FOUND, about: 'The model file that the strategy names is not there.' },
  MODEL_INVALID: { ...REFUSED, about: 'The model file can not be used.' },
  SYMBOL_UNKNOWN: { ...NOT_FOUND, about: 'There is no product of that symbol.' },
  TICKET_IMPOSSIBLE: { ...REFUSED, about: 'The trade can not be written as an order ticket.' },
  ORDER_VALUE_OUT_OF_RANGE: { ...REFUSED, about: 'An order is smaller or larger than the product allows.' },
  CONFIG_INVALID: { ...REFUSED, about: 'A setting is unknown or not possible.' },
  RUN_NOT_FOUND: { ...NOT_FOUND, about: 'No run of that id is here.' },
  RUN_FAILED: { exit: 3, http: 409, about: 'The run failed, so it has no result.' },
  RUN_CREATION_DISABLED: { ...LIMITED, about: 'This workstation is read-only.' },
  ARTIFACT_MISSING: { exit: 6, http: 410, about: 'A file of a run or a dataset is gone.' },
  ARTIFACT_TAMPERED: { exit: 6, http: 409, about: 'A file of a run or a dataset is not as it was written.' },
  SCHEMA_UNSUPPORTED: { ...REFUSED, about: 'It was made by a newer Tapedeck.' },
  LIMIT_DATASETS: {
    exit: 5,
    http: 413,
    about: 'The run has more symbols, or more candles together, than the limit.',
  },
  CAPSULE_INVALID: {
    ...REFUSED,
    about: 'The file is no capsule of a run, is damaged, or its results are not what its inputs give.',
  },
  PLAN_NOT_FOUND: { ...NOT_FOUND, about: 'No plan of that id is here.' },
  LIMIT_VARIANTS: { exit: 5, http: 400, about: 'The plan has more variants than the limit.' },
  OPERATION_NOT_FOUND: { ...NOT_FOUND, about: 'No operation of that id is here.' },
  OPERATION_NOT_CANCELLABLE: { exit: 3, http: 409, about: 'The operation is over already.' },
  OPERATION_NOT_RETRYABLE: {
    exit: 3,
    http: 409,
    about: 'The operation is under way or has succeeded, or what was asked is gone.',
  },
  CANCELLED: { exit: 130, http: 409, about: 'It was cancelled; nothing of it was kept.' },
  KILL_SWITCH_ON: { ...LIMITED, about: 'The kill switch is on.' },
  RATE_LIMITED: { exit: 5, http: 429, about: 'Too many requests in a short time.' },
  LIMIT_BUSY: { exit: 5, http: 429, about: 'Too much is going on at once.' },
  STORE_UNAVAILABLE: { ...DISK, about: 'The data folder can not be read or written.' },
  STORE_CORRUPT: { ...DISK, about: 'The store file is damaged, or not ours.' },
  DISK_FULL: { exit: 6, http: 507, about: 'The disk is full.' },
  NUMERIC_PROBE: { ...DISK, about: 'This machine rounds numbers otherwise than others do.' },
  EXPORT_FAILED: { ...DISK, about: 'The export could not be written.' },
  PROVIDER_OFFLINE: { exit: 3, http: 502, about: 'The provider can not be reached.' },
  PROVIDER_REFUSED: {
    exit: 3,
    http: 502,
    about: 'The provider answered with a refusal, or with something else than candles.',
  },
  QUEUE_UNAVAILABLE: { ...DISK, about: 'The queue can not be reached.' },
  WORKER_VERSION_MISMATCH: { exit: 3, http: 409, about: 'A worker is of another version.' },
  UNAUTHORIZED: {
    exit: 3,
    http: 401,
    about: 'The token is missing or wrong, or the request comes from somewhere else.',
  },
  NOT_SUPPORTED_HERE: { exit: 3, http: 501, about: 'This host can not do that.' },
  PORT_IN_USE: { exit: 3, http: 409, about: 'Another program listens on that port.' },
  UPLOAD_NOT_FOUND: { ...NOT_FOUND, about: 'No such file is being handed over.' },
  REQUEST_TOO_LARGE: { exit: 3, http: 413, about: 'The request is larger than the limit.' },
  HOST_UNREACHABLE: { exit: 6, http: 503, about: 'The window has lost its host.' },
  IMPORT_TIMEOUT: { ...LIMITED, about: 'The import took longer than a file of its size may.' },
  RUN_TIMEOUT: { ...LIMITED, about: 'The run took longer than the limit.' },
  RUN_STALLED: { ...LIMITED, about: 'The run stood still for longer than the limit.' },
  LIMIT_TRADES: { ...LIMITED, about: 'The run made more trades than the limit.' },
  WORKER_OOM: { ...LIMITED, about: 'The work needed more memory than a worker may have.' },
  MEM_PRESSURE: { exit: 5, http: 503, about: 'Too much of this machine’s memory is in use.' },
  DISK_LOW: { exit: 5, http: 507, about: 'Less room is left on the disk than is wanted before work begins.' },
  LIMIT_INVALID: { ...REFUSED, about: 'A limit is unknown, or can not be set to that.' },
  WORKERS_FAILING: { ...DEFECT, about: 'Workers end again and again; shown by health.' },
  BACKUP_STALE: { ...DISK, about: 'The last backup is older than a day; shown by health.' },
  WAL_LARGE: { ...DISK, about: 'The log beside the store has grown beyond 64 MiB; shown by health.' },
  AUDIT_BROKEN: { ...DISK, about: 'The audit trail is not as it was written; shown by health.' },
  INTERNAL: { ...DEFECT, about: 'A defect of ours.' },
} as const satisfies Record<string, { exit: number; http: number; about: string }>

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
