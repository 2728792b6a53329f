export { Carrier, type CarrierText } from './carrier.ts'
export { ConsoleClient } from './console-client.ts'
export { eventually } from './eventually.ts'
export { freePort } from './free-port.ts'
export { postWebhook, signatureOf, type WebhookTarget } from './signed-webhook.ts'
export { ServiceProcess } from './service-process.ts'
export {
  customers,
  LINE,
  PASSWORD,
  people,
  TestNetwork,
  type NetworkOptions,
} from './test-network.ts'
