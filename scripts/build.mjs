// Builds everything that runs: each package and service as one ES module, the apps as static files.
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = 'node20.19'

/** A package's built entries: its index, the bin of a service, and whatever else `exports` names. */
async function nodeEntries(folder) {
  const { exports = {} } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const exported = Object.values(exports).map((entry) => entry.source)
  return [...new Set([...exported, './src/bin.ts'])].filter((file) =>
    existsSync(join(folder, file)),
  )
}

async function buildNode(folder) {
  const entryPoints = await nodeEntries(folder)
  if (entryPoints.length === 0) return
  await clear(join(folder, 'dist'))
  await build({
    absWorkingDir: folder,
    entryPoints,
    outbase: 'src',
    outdir: 'dist',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target,
    sourcemap: true,
    logLevel: 'warning',
  })
}

/** Chunks have hashed names, so old ones would pile up. dist/types belongs to the type checker. */
async function clear(dist) {
  for (const name of existsSync(dist) ? await readdir(dist) : []) {
    if (name !== 'types') await rm(join(dist, name), { recursive: true, force: true })
  }
}

/**
 * Making a schema does nothing else, so those an app does not use are left out. valibot says so where it
 * exports its functions, which esbuild does not see from another file.
 */
const pureSchemas = {
  name: 'pure-schemas',
  setup({ onLoad }) {
    onLoad({ filter: /packages[\\/]protocol[\\/]src\/[\w-]+\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const making = /\bv\.(?!parse|safeParse|assert)\w+\(/g
      return { contents: source.replaceAll(making, '/* @__PURE__ */ $&'), loader: 'ts' }
    })
  },
}

/** A React app: hashed files under dist/assets, index.html with their names, public/ copied as it is. */
async function buildApp(folder, publicPath) {
  if (!existsSync(join(folder, 'src/main.tsx'))) return
  const dist = join(folder, 'dist')
  await clear(dist)
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: ['src/main.tsx'],
    outdir: 'dist/assets',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: `${publicPath}assets`,
    bundle: true,
    splitting: true,
    minify: true,
    // Whose work is in it stands in a file beside each, so that no page waits for it.
    legalComments: 'linked',
    sourcemap: true,
    metafile: true,
    platform: 'browser',
    charset: 'utf8',
    format: 'esm',
    conditions: ['source', 'browser'],
    // What the router brings along for older versions of React is in this one.
    alias: { 'use-sync-external-store/shim/index.js': 'react' },
    target: ['chrome120', 'firefox121', 'safari17'],
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'file', '.svg': 'file' },
    plugins: [pureSchemas],
    logLevel: 'warning',
  })
  const [file, main] = Object.entries(metafile.outputs).find(
    ([, out]) => out.entryPoint === 'src/main.tsx',
  )
  mustHaveAllStyles(metafile.outputs, main.cssBundle)
  const html = await readFile(join(folder, 'src/index.html'), 'utf8')
  const url = (path) => `${publicPath}${path.replace(/^dist\//, '')}`
  await mkdir(dist, { recursive: true })
  await writeFile(
    join(dist, 'index.html'),
    html
      .replace('%SCRIPT%', url(file))
      .replace('%STYLE%', main.cssBundle ? url(main.cssBundle) : ''),
  )
  if (existsSync(join(folder, 'public')))
    await cp(join(folder, 'public'), dist, { recursive: true })
}

/** A page has one sheet: what is loaded later brings no styles along, so they have to be in that one. */
function mustHaveAllStyles(outputs, sheet) {
  const known = new Set(sheet === undefined ? [] : Object.keys(outputs[sheet].inputs))
  for (const [file, { inputs }] of Object.entries(outputs)) {
    const missing = file.endsWith('.css') && Object.keys(inputs).find((input) => !known.has(input))
    if (missing)
      throw new Error(`${missing} is loaded later: import it where the page starts, too.`)
  }
}

const started = Date.now()
const folders = async (kind) =>
  (await readdir(join(root, kind))).map((name) => join(root, kind, name))
const nodeFolders = [...(await folders('packages')), ...(await folders('services'))]
const apps = [
  ['console', '/'],
  ['phone', '/phone/'],
].map(([name, publicPath]) => [join(root, 'apps', name), publicPath])
await Promise.all([
  ...nodeFolders.map(buildNode),
  ...apps.map(([folder, publicPath]) => buildApp(folder, publicPath)),
])
console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s`)
