import type { BenchCase } from '../case.ts'
import { customer } from '../load/webhooks.ts'
import { bootSystem, historyFolder } from '../system.ts'

/** A full inbox: what a console asks for most. */
export const inbox: BenchCase = {
  name: 'inbox',
  about: 'inbox page, counts and search with 1,000,000 conversations',
  async run(bench) {
    const conversations = bench.size(1_000_000, 20_000)
    const history = { name: `conversations-${conversations}`, lengths: [], conversations }
    await using folder = await historyFolder(bench, history)
    await using network = await bootSystem({ dataDir: folder.path })
    await using console = await network.admin()
    const digits = customer(conversations - 1).slice(-6)
    const api = (query: string) => network.api<{ next: string | null }>(`/conversations?${query}`)
    const first = await api('status=open&limit=50')
    const asked: Record<string, () => Promise<unknown>> = {
      'first page of the inbox': () => console.request('conversations', { view: 'all', limit: 50 }),
      'next page': () => api(`status=open&limit=50&page=${encodeURIComponent(first.next ?? '')}`),
      counts: () => console.request('counts', {}),
      'search by six digits': () => api(`q=${digits}&limit=50`),
      'search by what nobody has': () => api('q=99999999&limit=50'),
    }
    for (let round = 0; round < bench.size(30, 10); round += 1) {
      for (const [what, ask] of Object.entries(asked)) {
        const startedAt = performance.now()
        await ask()
        bench.record(
          `${what}, ${conversations.toLocaleString('en')} conversations`,
          'ms',
          performance.now() - startedAt,
        )
      }
    }
  },
}
