import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const connection: Translated<typeof english.connection> = {
  outdated: '已有新版本。请重新加载以继续，草稿会保留。',
  reload: '重新加载',
  connecting: '正在连接…',
  reconnecting: '正在重新连接。',
  upstream: '暂时无法连接总机。',
  offline: '此设备已离线。',
  silent: '连接已有数秒没有回应。',
  tooSlow: '连接太慢，跟不上这里的消息，正在重新连接。',
  catchingUp: '正在同步。',
  caughtUpTo: (time) => `内容截至 ${time}。`,
  kept: '您写的会保留。',
  waits: (n) => `有 ${n} 条回复等待发送。`,
  back: '已恢复连接，内容已是最新。',
}
