/** Zones in which traders' files are written, for choosing one. */
export const OFFSET = 'offset'
export const ZONES = [
  { value: 'UTC', title: 'UTC' },
  { value: 'America/New_York', title: 'New York (NYSE, NASDAQ)' },
  { value: 'America/Chicago', title: 'Chicago (CME)' },
  { value: 'Europe/London', title: 'London (LSE)' },
  { value: 'Europe/Berlin', title: 'Frankfurt (Xetra, Eurex)' },
  { value: 'Europe/Zurich', title: 'Zurich (SIX)' },
  { value: 'Europe/Athens', title: 'Athens (common for MetaTrader brokers)' },
  { value: 'Asia/Tokyo', title: 'Tokyo (TSE)' },
  { value: 'Asia/Hong_Kong', title: 'Hong Kong (HKEX)' },
  { value: 'Asia/Singapore', title: 'Singapore (SGX)' },
  { value: 'Asia/Kolkata', title: 'Mumbai (NSE, BSE)' },
  { value: 'Australia/Sydney', title: 'Sydney (ASX)' },
  { value: OFFSET, title: 'A fixed offset…' },
] as const
export type Zone = (typeof ZONES)[number]['value']
