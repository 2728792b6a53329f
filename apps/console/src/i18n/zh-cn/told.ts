import type { laterEnglish } from '../en/later.ts'
import type { Translated } from '../language.ts'

export const told: Translated<typeof laterEnglish.told> = {
  text: (name) => `${name} 发来新短信`,
  woken: (name) => `${name} 的会话已重新打开：时间已到`,
  given: (name) => `${name} 的会话现在由您负责`,
  failed: (name) => `未送达：${name}`,
  refused: (name) => `未发送：${name}`,
  mention: (name) => `关于 ${name} 的备注提到了您`,
}
