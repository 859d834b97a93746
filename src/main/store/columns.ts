/** How values stand in columns: hashes as 32 bytes, documents as JSON text that we wrote ourselves. */
export const toBytes = (hex: string): Buffer => Buffer.from(hex, 'hex')
export const toHex = (bytes: unknown): string => (Buffer.isBuffer(bytes) ? bytes.toString('hex') : '')

/** A JSON column. Its shape is the type it was written with: nobody else writes these tables. */
export function document<T>(column: unknown): T | null {
  return typeof column === 'string' ? (JSON.parse(column) as T) : null
}
