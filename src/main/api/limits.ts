/** How much is too much. Checked where work is asked for, whoever asks. */
const MIB = 1024 * 1024

export const LIMITS = {
  fileBytes: 1024 * MIB,
  rows: 10_000_000,
  columns: 64,
  runDatasets: 50,
  runRows: 20_000_000,
  uploadSliceBytes: MIB,
  uploadsAtOnce: 16,
  uploadIdleMs: 10 * 60_000,
  exportSliceBytes: MIB,
  chartCandles: 5_000,
  pageRows: 1_000,
  queuedOperations: 200,
} as const
