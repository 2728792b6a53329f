import { fileURLToPath } from 'node:url'
import { runLauncher } from './run-launcher.ts'

// The services lie beside the launcher, wherever the project was moved after its build.
const binOf = (service: string) =>
  fileURLToPath(new URL(`../../${service}/dist/bin.js`, import.meta.url))

process.exit(await runLauncher(process.env, { binOf }))
