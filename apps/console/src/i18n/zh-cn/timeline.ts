import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const timeline: Translated<typeof english.timeline> = {
  title: '会话记录',
  beginning: '会话从这里开始。',
  unread: '新消息',
  readingOlder: '正在读取更早的短信…',
  newMessages: (n) => (n === 1 ? '有新消息' : `${n} 条新消息`),
  newText: (body) => `新短信：${body}`,
  picture: '一张图片',
  customer: '客户',
  reply: '回复',
  onLine: (line) => `· 经 ${line}`,
  foundLater: (when) => `· 事后补录，发送于 ${when}`,
  note: '内部备注',
  namesYou: '· 提到了您',
  sending: '正在发送',
  waiting: '等待连接，恢复后自动发送',
  stuck: '未发送：总机无法接收。',
  backToText: '放回输入框',
  checkAgain: '再次查询',
  sendAnyway: '仍然发送',
  notThereYet: '运营商那里目前没有这一条。',
  toNewest: '回到最新',
  jumping: '正在前往…',
  sendAgain: '重新发送',
  sentAgainBelow: '已重新发送，见下方',
}
