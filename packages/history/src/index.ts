export type * from './history-store.ts'
export { spaces } from './history-store.ts'
export type { StoreOptions } from './key-value-store.ts'
export { MemoryStore } from './memory-store.ts'
