/**
 * A run as files for people and programs: strings in, strings out. Equal input gives equal bytes, for
 * no clock and no locale is asked; what is long comes in pieces that can be written as they come.
 */
export { decisionsCsv } from './decisions-csv.ts'
export { equityCsv } from './equity-csv.ts'
export { htmlReport } from './html-report.ts'
export { jsonReport } from './json-report.ts'
export type { EquityRows, ReportInput } from './report-input.ts'
export { tradesCsv } from './trades-csv.ts'
