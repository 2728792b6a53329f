import type { Agent } from '@switchboard/protocol'
import type { Console } from '../state/console.ts'

/** Takes a person in as an answer told of them; everybody else hears of it by the feed. */
export function learnAgent(console: Console, agent: Agent): void {
  console.state.update((state) => ({
    ...state,
    agents: { ...state.agents, [agent.id]: agent },
    me: state.me.id === agent.id ? agent : state.me,
  }))
}
