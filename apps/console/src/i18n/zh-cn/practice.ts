import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const practice: Translated<typeof english.practice> = {
  name: '练习',
  nothingIsReal: '练习模式：不会发送真实短信。',
  openPhones: '打开练习手机',
  play: '演练繁忙的一小时',
  stop: (minute) => `第 ${minute} 分钟，共 60 分钟 · 停止`,
  failed: '模拟器没有回应，请再试一次。',
  hide: '收起此提示',
}
