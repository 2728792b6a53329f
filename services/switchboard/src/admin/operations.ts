import { SwitchboardError, type Agent } from '@switchboard/protocol'
import type { AppContext } from '../context.ts'
import { describeSystem } from './system.ts'
import { startBackfill } from './tasks.ts'

/** What admins ask for in the console; FORBIDDEN for anybody else. */
export const adminOperations = {
  system: forAdmins(async (context) => ({ system: await describeSystem(context) })),
  'replay-quarantined': forAdmins(async ({ intake }, { id }: { id: string }) => {
    const applied = await intake.replay(id)
    return 'problem' in applied ? { outcome: 'unreadable', ...applied } : applied
  }),
  'discard-quarantined': forAdmins(
    async ({ intake }, { id, note }: { id: string; note: string }, agent) => ({
      discarded: await intake.discard(id, { by: agent.name, note }),
    }),
  ),
  'check-carrier': forAdmins(async (context) => ({ job: startBackfill(context) })),
}

function forAdmins<Args, Result>(
  run: (context: AppContext, args: Args, agent: Agent) => Promise<Result>,
) {
  return async (context: AppContext, args: Args, { agent }: { agent: Agent }): Promise<Result> => {
    if (agent.role === 'admin') return run(context, args, agent)
    throw new SwitchboardError('FORBIDDEN', 'Only an admin can do this.')
  }
}
