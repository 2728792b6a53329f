import type { laterEnglish } from '../en/later.ts'
import type { Translated } from '../language.ts'

export const help: Translated<typeof laterEnglish.help> = {
  groups: {
    conversation: '当前会话',
    list: '会话列表',
    selection: '批量选择',
    everywhere: '任何地方',
  },
  rows: '在列表中移动',
  open: '打开所在的会话',
  send: '发送',
  leave: '关闭或清除',
  inFields: (alt) => `在输入框中，请按住 ${alt} 再按同一个键；输入文字时，单键只是文字。`,
  off: (alt) => `单键快捷键已在设置中关闭：请按住 ${alt} 再按相应的键。`,
}
