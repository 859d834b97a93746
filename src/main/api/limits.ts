/** Sizes of what is asked and answered, the same for everybody. What a trader may set is `limit-book.ts`. */
const MIB = 1024 * 1024

export const LIMITS = {
  columns: 64,
  uploadSliceBytes: MIB,
  uploadIdleMs: 10 * 60_000,
  exportSliceBytes: MIB,
  chartCandles: 5_000,
  pageRows: 1_000,
  requestBytes: MIB,
  requestDepth: 64,
  requestTextBytes: 64 * 1024,
} as const
