/**
 * The whole run as one JSON document, one record a line, for scripts. It holds nothing that is not
 * part of the run: neither when it was made nor by whom.
 */
import { METRICS } from '../../shared/metrics.ts'
import { inPieces } from './csv.ts'
import type { EquityRows, ReportInput } from './report-input.ts'

export function jsonReport(input: ReportInput): Iterable<string> {
  return inPieces(document(input))
}

function* document({ details, trades, equity, decisions }: ReportInput): Generator<string> {
  const { createdBy: _, completedAt: __, ...run } = details.run
  yield '{\n"schema": 1,\n'
  yield `"run": ${JSON.stringify(run)},\n`
  yield `"periodsPerYear": ${details.periodsPerYear},\n`
  yield `"interval": ${JSON.stringify(details.interval)},\n`
  yield '"metrics": {\n'
  yield* separated(metrics(details.metrics))
  yield '},\n'
  if (details.symbols !== undefined) yield `"symbols": ${JSON.stringify(details.symbols)},\n`
  yield '"trades": [\n'
  yield* separated(records(trades))
  yield '],\n"equity": { "columns": ["time", "equity", "cash", "position", "drawdown"], "rows": [\n'
  yield* separated(records(rows(equity)))
  yield '] },\n"decisions": [\n'
  yield* separated(records(decisions))
  yield `],\n"manifest": ${JSON.stringify(details.manifest, null, 1)}\n}\n`
}

function* metrics(measured: ReportInput['details']['metrics']): Generator<string> {
  for (const [name, value] of Object.entries(measured)) {
    const unit = Object.entries(METRICS).find(([known]) => known === name)?.[1].unit
    yield `${JSON.stringify(name)}: ${JSON.stringify({ ...value, unit })}`
  }
}

function* records(values: Iterable<unknown>): Generator<string> {
  for (const value of values) yield JSON.stringify(value)
}

function* rows(equity: EquityRows): Generator<readonly string[]> {
  for (let row = 0; row < equity.rows; row++) {
    yield [equity.time(row), equity.equity(row), equity.cash(row), equity.position(row), equity.drawdown(row)]
  }
}

function* separated(texts: Iterable<string>): Generator<string> {
  let before = ''
  for (const text of texts) {
    yield before + text
    before = ',\n'
  }
  yield '\n'
}
