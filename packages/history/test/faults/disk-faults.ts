import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const compiler = 'cc'
const source = fileURLToPath(new URL('disk-faults.c', import.meta.url))

/** Whether faults can be made here: on Linux with a C compiler. `REQUIRE_CC=1` forbids to go without. One test file says so. */
export function canMakeFaults({ says = false } = {}): boolean {
  const found = process.platform === 'linux' && spawnSync(compiler, ['--version']).status === 0
  if (!found && process.env['REQUIRE_CC'] === '1') {
    throw new Error('REQUIRE_CC is set, but there is no C compiler (cc) on this Linux')
  }
  if (!found && says)
    console.log('Power cuts and failing disks are not tried here: that needs Linux and cc.')
  return found
}

/** Compiles the library that is preloaded into a child. */
export function compileFaults(library: string): void {
  const args = ['-shared', '-fPIC', '-O2', '-Wall', '-o', library, source, '-ldl', '-lpthread']
  const { status, stderr } = spawnSync(compiler, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`disk-faults.c does not compile: ${stderr}`)
}

export interface FaultPaths {
  /** The history's folder. */
  root: string
  trace: string
  graves: string
}

/** `cut` is the number of the call before which the power goes; 0 for never. */
export function faultEnv(library: string, paths: FaultPaths, cut: number): NodeJS.ProcessEnv {
  return {
    ...process.env,
    LD_PRELOAD: library,
    FAULT_ROOT: paths.root,
    FAULT_TRACE: paths.trace,
    FAULT_GRAVES: paths.graves,
    FAULT_CUT: String(cut),
  }
}
