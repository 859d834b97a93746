import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/** Three builds into `out/`: the main process with its worker, the preload, the window. */
export default defineConfig({
  main: {
    build: {
      externalizeDeps: true,
      rolldownOptions: {
        // The worker is an entry of its own, so that `new URL('./worker.js', import.meta.url)` finds it.
        input: { index: 'src/main/hosts/desktop/main.ts', worker: 'src/main/api/worker.ts' },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload may require nothing but 'electron': one CommonJS file, everything inside.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: { plugins: [react()] },
})
