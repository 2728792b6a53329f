import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const settings: Translated<typeof english.settings> = {
  title: '设置',
  button: (name) => `您是${name}：设置`,
  all: '全部设置',
  loading: '正在打开设置…',
  notLoaded: '无法加载此页面，请检查网络连接。',
  roles: { admin: '管理员', agent: '客服' },
  themes: { system: '跟随系统', light: '浅色', dark: '深色' },
  languageOfBrowser: '跟随浏览器',
  signOut: '退出登录',
  signOutAnyway: '仍要退出',
  unsavedOut: '有些设置尚未保存；退出后您填写的内容会丢失。',
  stillSignedIn: '无法连接服务器，您仍处于登录状态。请重试。',
}
