/**
 * Part of every run's identity. It changes whenever a result may change, however little: a golden
 * test pins the results of this version, so that neither can change without the other.
 */
export const ENGINE = 'tapedeck-engine/3'
