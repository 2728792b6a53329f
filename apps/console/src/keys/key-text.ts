import { definitionOf, type ActionId } from './actions.ts'

/** Where Cmd stands for Ctrl, and Alt writes signs as AltGr does elsewhere. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform)
}

/** Held with a key inside a field, where Alt writes nothing (see `isAlt`). */
export const altKeys = (): string[] => (isMac() ? ['⌃', '⌥'] : ['Alt'])

/** Finds in the thread, where that is (see `useFind`). */
export const findKeys = (): string[] => [isMac() ? '⌘' : 'Ctrl', 'F']

/** The keys of an action as they stand on the keyboard: ["Ctrl", "K"]; none without one. */
export function keysOf(id: ActionId): string[] {
  const { key, shift, mod } = definitionOf(id)
  if (key === undefined) return []
  const sign = key.toUpperCase()
  if (mod) return [isMac() ? '⌘' : 'Ctrl', sign]
  return shift ? ['⇧', sign] : [sign]
}

/** Its keys inside a field, or where single keys are switched off. */
export function altKeysOf(id: ActionId): string[] {
  const keys = keysOf(id)
  const { mod } = definitionOf(id)
  return keys.length === 0 || mod ? keys : [...altKeys(), ...keys]
}
