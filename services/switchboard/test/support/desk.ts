import type { Conversation, OperationName, OperationResult } from '@switchboard/protocol'
import { connectGateway, type GatewayClient, type SignedIn } from './gateway-client.ts'
import { startSwitchboard, type Running, type StartOptions } from './start-switchboard.ts'

export const PASSWORD = 'correct horse battery'

export interface Desk extends AsyncDisposable {
  running: Running
  gateway: GatewayClient
  /** The admin. */
  ada: SignedIn
  bob: SignedIn
  /** Asks as Ada, or as whom is named. */
  ask: <K extends OperationName>(op: K, args: object, who?: SignedIn) => Promise<OperationResult<K>>
  at: (number: string) => Promise<Conversation>
}

/** A switchboard with Ada the admin and Bob, who speak through one gateway. */
export async function openDesk(options: StartOptions = {}): Promise<Desk> {
  const running = await startSwitchboard(options)
  const gateway = await connectGateway(running)
  const ada = await gateway.welcome('Ada', PASSWORD)
  const bob = await gateway.addAgent('Bob', PASSWORD, ada.session)
  return {
    running,
    gateway,
    ada,
    bob,
    ask: async <K extends OperationName>(op: K, args: object, who = ada) =>
      (await gateway.request(op, args, who.session)) as OperationResult<K>,
    at: async (number) => (await running.store.conversation(number)) as Conversation,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      await running[Symbol.asyncDispose]()
    },
  }
}
