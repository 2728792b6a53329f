import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const keys: Translated<typeof english.keys> = {
  title: '快捷键',
  actions: {
    reply: '回复',
    note: '写内部备注',
    assign: '认领或转交',
    resolve: '解决',
    resolveNext: '解决并打开下一个',
    snooze: '搁置',
    label: '标签',
    priority: '设置优先级',
    undo: '撤销解决、搁置或接管',
    next: '下一个会话',
    previous: '上一个会话',
    search: '搜索',
    newConversation: '新建会话',
    select: '选择',
    selectNext: '连同下一个一起选择',
    selectPrevious: '连同上一个一起选择',
    selectAll: '选择所有已载入的会话',
    palette: '查找与操作',
    help: '显示所有快捷键',
    settings: '打开设置',
  },
  palette: '查找与操作',
  notLoaded: '页面的这一部分无法载入。请在联网后重试。',
}
