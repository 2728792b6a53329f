import type { laterEnglish } from '../en/later.ts'
import type { Translated } from '../language.ts'

export const start: Translated<typeof laterEnglish.start> = {
  number: '电话号码',
  country: '国家或地区',
  hint: '按当地拨号方式填写，或以 + 和国家代码开头。',
  unusual: '当地没有已知的此类号码，请核对。',
  known: (name) => `您与${name}已有会话。`,
  heldBy: (name) => `目前由${name}负责。`,
  optedOut: '对方要求不再接收短信。',
  open: '打开会话',
  line: '发送号码',
  text: '短信内容',
  send: '发送',
  sending: '正在发送…',
  waits: '等待连接恢复。',
  sent: (name) => `已发送给${name}。`,
  notSent: (name, why) => `未发送给${name}：${why}您写的内容已保留。`,
  again: '返回继续',
  needNumber: '请填写电话号码。',
  notWhole: '电话号码还不完整。',
  tooLong: '电话号码没有这么长。',
  ownLine: '这是我们自己的号码，请填写客户的号码。',
  needText: '请填写短信内容。',
}
