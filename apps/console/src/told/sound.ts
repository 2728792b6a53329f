import { createStore } from '../state/store.ts'

/** Whether the last sound of this page stayed unheard. */
export const unheard = createStore(false)

let context: AudioContext | null = null

/**
 * Two soft notes. Browsers keep a page silent until its person has clicked or typed in it; then it
 * resolves with false.
 */
export async function playSound(): Promise<boolean> {
  try {
    context ??= new AudioContext()
    // Suspended, or interrupted, as by a call: some browsers leave it so until they are asked.
    if (!isRunning(context)) await withinASecond(context.resume())
    if (!isRunning(context)) return false
    note(context, 660, 0)
    note(context, 880, 0.12)
    return true
  } catch {
    return false
  }
}

const isRunning = ({ state }: AudioContext): boolean => state === 'running'

function note(audio: AudioContext, hertz: number, afterSeconds: number): void {
  const at = audio.currentTime + afterSeconds
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.frequency.value = hertz
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(0.12, at + 0.015)
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.3)
  tone.connect(volume).connect(audio.destination)
  tone.start(at)
  tone.stop(at + 0.32)
}

/** Where nobody has clicked yet `resume` waits for that. */
async function withinASecond(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, 1_000)))
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
