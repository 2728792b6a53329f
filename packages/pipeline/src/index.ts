export { MAX_LIVE_ENTRIES } from './accumulate.ts'
export { createPipeline, type Pipeline, type PipelineOptions } from './create-pipeline.ts'
export type { Destination, Frame, Item } from './item.ts'
