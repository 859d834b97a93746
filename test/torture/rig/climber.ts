/** Opens a store, which climbs to the newest form of its tables; killed on the way. */
import { openStore } from '../../../src/main/store/store.ts'
import path from 'node:path'

const [home = ''] = process.argv.slice(2)
openStore(path.join(home, 'tapedeck.db')).close()
