// What `npm start` runs: makes the project ready, then is the launcher itself. npm passes a signal on to the one process
// it started, which may be a shell that dies of it and tells nobody: so we stop, too, when whoever started us is gone.
const parent = process.ppid
await import('./boot.mjs')
// A shell's own background job (`node scripts/start.mjs &`) outlives its shell, as any other does.
if (process.env.npm_lifecycle_event !== undefined) setInterval(stopIfAlone, 250).unref()
// Built a moment ago, perhaps: not there yet when this file is read.
await import(new URL('../services/launcher/dist/bin.js', import.meta.url).href)

function stopIfAlone() {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
}
