/** The bytes that a candle file is read by. */
export const TAB = 9
export const LF = 10
export const CR = 13
export const SPACE = 32
export const QUOTE = 34
export const PLUS = 43
export const COMMA = 44
export const MINUS = 45
export const DOT = 46
export const SLASH = 47
export const ZERO = 48
export const COLON = 58
export const SEMICOLON = 59
export const LETTER_T = 84
export const LETTER_Z = 90
export const PIPE = 124
