import type { problems as english } from '../en/problems.ts'
import type { Translated } from '../language.ts'

export const problems: Translated<typeof english> = {
  unsigned: () => '缺少 X-Twilio-Signature',
  parametersUnsigned: () => '地址中的 bodySHA256 使参数没有签名',
  wrongSignature: () => '签名不符',
  wrongType: (contentType) => `正文不是 ${contentType}`,
  compressed: () => '正文经过压缩',
  tooLarge: (kib) => `正文超过 ${kib} KiB`,
  cutShort: () => '正文不完整',
  missing: (parameter) => `缺少 ${parameter}`,
  malformed: (parameter) => `${parameter} 格式有误`,
  tooLong: (parameter) => `${parameter} 过长`,
  namesNothing: () => '没有写明消息或状态',
  notStored: (why) => `保存失败：${why}`,
  interrupted: () => '已中断',
  carrierAway: (why) => `无法连接 Twilio（${why}）`,
  carrierDenied: () => 'Twilio 不接受我们的账户 SID 和令牌',
  carrierAnswered: (status, message) => `Twilio 返回 ${status}：${message}`,
}
