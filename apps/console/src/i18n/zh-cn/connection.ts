import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

const waits = (n: number): string => (n === 0 ? '' : `有 ${n} 条回复等待发送。`)

export const connection: Translated<typeof english.connection> = {
  outdated: '已有新版本。请重新加载以继续，草稿会保留。',
  reload: '重新加载',
  upstream: (n) => `暂时无法连接总机。您看到的可能不是最新内容，您写的会保留。${waits(n)}`,
  connecting: '正在连接…',
  reconnecting: (n) => `正在重新连接。您写的会保留。${waits(n)}`,
  back: '已恢复连接，内容已是最新。',
}
