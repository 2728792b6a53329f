import type { laterEnglish } from '../en/later.ts'
import type { Translated } from '../language.ts'

export const forms: Translated<typeof laterEnglish.forms> = {
  save: '保存',
  saved: '已保存',
  unsaved: '尚未保存',
  nameNeeded: '请填写名称。',
  nameTooLong: (most) => `名称最多 ${most} 个字符。`,
  unseen: '请至少使用一个可见字符。',
  turning: '请去掉改变文字方向的隐形字符。',
  nameTaken: (name) => `“${name}”已被使用，请换一个名称。`,
  passwordNeeded: '请输入您的密码。',
  passwordShort: (least) => `密码至少 ${least} 个字符。`,
  passwordLong: (most) => `密码最多 ${most} 个字符。`,
  tooLong: (most, n) => `最多 ${most} 个字符，现在有 ${n} 个。`,
  wholeNumber: (least, most) => `请填写 ${least} 到 ${most} 之间的整数。`,
  refused: (why) => `未保存：${why}您填写的内容仍在这里。`,
}
