// Bundles bench/ and runs it on the system as built. Arguments go on to it: npm run bench -- --quick.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const folder = join(dirname(fileURLToPath(import.meta.url)), '../bench')

await build({
  absWorkingDir: folder,
  entryPoints: [
    'src/main.ts',
    'src/load/driver.ts',
    'src/bare/restify.ts',
    'src/bare/node-http.ts',
  ],
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  sourcemap: true,
  logLevel: 'warning',
})

const child = spawn(process.execPath, [join(folder, 'dist/main.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
