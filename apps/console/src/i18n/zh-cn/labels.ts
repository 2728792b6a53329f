import type { laterEnglish } from '../en/later.ts'
import type { Translated } from '../language.ts'

export const labels: Translated<typeof laterEnglish.labels> = {
  title: '标签',
  find: '查找标签',
  findOrMake: '查找或新建标签',
  make: (name) => `新建“${name}”`,
  none: '没有匹配的标签。',
  noneYet: '还没有标签。',
  askAdmin: '管理员可以新建标签。',
  showMore: (n) => `+${n}：显示全部标签`,
  full: '一个会话最多有 20 个标签。',
}
