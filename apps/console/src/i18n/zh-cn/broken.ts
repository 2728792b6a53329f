import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const broken: Translated<typeof english.broken> = {
  app: '页面出现了问题。',
  thread: '无法显示此会话。',
  kept: '已发送的内容不会丢失，您的草稿已保留。重新加载通常可以解决问题。',
  toInbox: '前往收件箱',
  copy: '复制详细信息',
  copied: '已复制',
  details: '错误的详细信息',
  unreachable: '无法连接总机',
  unreachableLead: '它可能正在启动，或连接已断开。不会丢失任何内容：短信都会保留，恢复后立即显示。',
}
