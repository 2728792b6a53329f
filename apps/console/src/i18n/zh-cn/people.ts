import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const people: Translated<typeof english.people> = {
  title: '成员',
  you: ' · 您',
  admin: '管理员 · ',
  closed: '已停用',
  add: '添加同事',
  name: '姓名',
  password: '密码',
  here: (name) => `已经有“${name}”了。`,
  added: (name) => `${name}现在可以登录了。请当面告知密码。`,
  hint: '对方用此姓名和密码登录，请当面告知。',
  mayAdd: ' 管理员：可以添加成员',
  verb: '添加',
}
