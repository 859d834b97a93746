import * as fc from 'fast-check'

/**
 * The ordinary run draws the same cases every time, so that it fails for who broke it and not for who
 * came next. `TAPEDECK_SEED=random npm test` looks for new ones.
 */
const asked = process.env['TAPEDECK_SEED']
if (asked !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked ?? 20_261_121) })
