import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const common: Translated<typeof english.common> = {
  switchboard: 'Switchboard',
  unreadTitle: (n) => `(${n}) Switchboard`,
  main: '主导航',
  conversations: '会话',
  close: '关闭',
  cancel: '取消',
  tryAgain: '重试',
  you: '您',
  colleague: '同事',
  automatic: '自动发送',
  skip: { inbox: '跳到收件箱', timeline: '跳到时间线', reply: '跳到回复框' },
  searchTooLong: (most) => `搜索内容最多 ${most} 个字符。`,
  sayWhy: '请简单说明原因。',
}
