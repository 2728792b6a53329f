export { backoffMs, type Backoff } from './backoff.ts'
export {
  Channel,
  type ChannelLogger,
  type ChannelOptions,
  type ChannelState,
  type Heartbeat,
} from './channel.ts'
export {
  Requests,
  type ConsoleResults,
  type OperationResults,
  type RequestFrame,
  type RequestsOptions,
} from './requests.ts'
export type { Platform, Transport, TransportEvents } from './transport/transport.ts'
