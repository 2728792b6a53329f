import type { english } from '../en/index.ts'
import { numberText } from '../intl.ts'
import type { Translated } from '../language.ts'

export const teamwork: Translated<typeof english.teamwork> = {
  activity: {
    views: (name) => `${name}正在查看`,
    types: (name) => `${name}正在输入…`,
    viewMany: (n) => `${numberText(n)} 位同事正在查看`,
    typeMany: (n) => `${numberText(n)} 位同事正在输入…`,
    typing: '正在输入…',
  },
  moreLabels: (n) => `+${n}`,
  priority: {
    levels: { low: '低', normal: '普通', high: '高', urgent: '紧急' },
    because: (level, reason) => `${level}：${reason}`,
    furious: '客户非常生气',
    angrier: '连续三条不满短信',
    byHand: (name) => `由${name}设置`,
  },
}
