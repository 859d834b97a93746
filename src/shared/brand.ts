/** Names and numbers that must not be swapped: a brand the compiler sees and nothing at run time. */
declare const brand: unique symbol
type Branded<T, Name extends string> = T & { readonly [brand]: Name }

/** 64 hex digits: SHA-256 over the candles themselves, so the same candles are the same dataset. */
export type DatasetId = Branded<string, 'DatasetId'>
/** 64 hex digits: SHA-256 over everything that determines a run's result. */
export type RunId = Branded<string, 'RunId'>
export type OperationId = Branded<string, 'OperationId'>
/** A file being handed over in slices, by a client that has no path to give. */
export type UploadId = Branded<string, 'UploadId'>
/** A folder on disk that a person chose; clients hold the token, never the path. */
export type PlaceId = Branded<string, 'PlaceId'>

/** UTC milliseconds since 1970. */
export type Millis = Branded<number, 'Millis'>
/** Position of a candle in its series, from 0. */
export type CandleIndex = Branded<number, 'CandleIndex'>

export const millis = (value: number): Millis => value as Millis
export const candleIndex = (value: number): CandleIndex => value as CandleIndex
