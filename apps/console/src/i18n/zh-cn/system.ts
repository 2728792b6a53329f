import type { system as english } from '../en/system.ts'
import { numberText } from '../intl.ts'
import type { Translated } from '../language.ts'

const added = (n: number): string =>
  n === 0 ? '没有缺失的消息' : `补录了 ${numberText(n)} 条缺失的消息`

export const system: Translated<typeof english> = {
  title: '系统',
  looking: '正在查看…',
  notAsked: '现在无法询问总机，正在重试…',
  notDone: '操作未能完成。',
  warnings: '警告',
  carrier: 'Twilio 上的消息',
  checkNow: '立即核对 Twilio',
  checking: (seen, n) =>
    `正在核对：${seen === null ? '' : `已查看 ${numberText(seen)} 条消息，`}${added(n)}。`,
  checkFailed: (error) => `上次核对未能完成：${error}。`,
  notChecked: '尚未核对。',
  lastCheck: (n) => `上次核对：${added(n)}`,
  refused: '被拒绝的 webhook',
  noneRefused: '启动以来没有。',
  refusedCount: (n) => `启动以来 ${numberText(n)} 个。被拒绝的短信不会出现在这里。`,
  signedFor: (url) =>
    `它用我们的令牌签名，但签的是 ${url}。请把 URL 设为该地址（不含路径），或在 Twilio 中更正 webhook 地址。`,
  unsigned: 'Twilio 发送的内容都有签名：这一条来自别处，没有保存任何内容。',
  wrongSignature:
    '请将上面的地址与 Twilio 中该号码的 webhook 地址逐字对比：协议、主机、端口和路径。如果完全相同，则 TWILIO_AUTH_TOKEN 不是该账户的令牌。',
  quarantine: '隔离区',
  nothingQuarantined: 'Twilio 签名的内容全部读取成功。',
  quarantined: (n) => `有 ${numberText(n)} 个来自 Twilio 的 webhook 无法读取，内容均未丢失。`,
  replayed: (n) => ` · 已重放 ${n} 次，仍无法读取`,
  whyDiscard: '为什么不需要它？',
  discard: '丢弃',
  discardAsk: '丢弃…',
  replay: '重放',
  report: '一份送达报告',
  text: '一条短信',
  textFrom: (number) => `来自 ${number} 的短信`,
  quoted: (what, body) => `${what}：“${body}”`,
}
