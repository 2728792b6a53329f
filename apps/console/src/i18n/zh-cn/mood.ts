import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const mood: Translated<typeof english.mood> = {
  faces: {
    devil: '愤怒',
    unhappy: '不满',
    neutral: '平静',
    happy: '满意',
    wink: '非常满意',
  },
  now: (face) => `当前情绪：${face}`,
  notRead: '未识别情绪：语言未知',
  noWord: (face) => `${face}：没有表达情绪的词`,
  before: (text) => `此前：${text}`,
  readAs: (text, language) => `${text}。按${language}识别`,
  because: (face, words, score) => `${face}，因为：${words.join('、')}（${score}）`,
}
