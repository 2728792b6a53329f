import type { admin as english } from '../en/admin.ts'
import type { Translated } from '../language.ts'

export const admin: Translated<typeof english> = {
  change: '更改',
  teams: {
    list: '团队',
    none: '还没有团队。有了团队，账单问题就会等待懂账单的人。',
    make: '新建团队',
    verb: '创建团队',
    made: (name) => `已创建“${name}”。`,
    changeNamed: (name) => `更改团队“${name}”`,
    name: '团队名称',
    members: '成员',
    memberCount: (n) => `${n} 名成员`,
    nobody: '还没有成员：转交给它的会话将一直等待。',
    taken: '已有同名团队。',
    disabled: '不接收新会话',
    disabledHint: '正在等待的会话保留；不能再转交新的会话给它。',
  },
  lines: {
    list: '号码',
    none: '号码收到第一条短信后会出现在这里。',
    name: (number) => `${number} 的名称`,
    namePlaceholder: '尚未命名',
    lastUsed: '最近使用',
    neverUsed: '尚未使用',
  },
  routing: {
    automatic: '自动分配会话',
    automaticHint:
      '开启：新会话分给上次回复该客户的人，否则分给未回复会话最少的人。关闭：会话等待有人认领。',
    capacity: '同时处理的会话数',
    capacityHint:
      '自动分配最多给每人这么多进行中的会话，除非在“成员”中另有设置。自己随时可以认领更多。',
    idle: '空闲多少分钟后视为离开',
    idleHint: '这么久没有操作任何标签页的人不会被分配会话。',
    grace: '宽限秒数',
    graceHint: '断线的人在这段时间内保留其未回复的会话，之后转给他人。',
    units: { conversations: '个会话', minutes: '分钟', seconds: '秒' },
  },
  labels: {
    list: '标签',
    none: '还没有标签。',
    make: '新建标签',
    verb: '创建标签',
    made: (name) => `已创建“${name}”。`,
    name: '标签名称',
    taken: '已有同名标签。',
    changeNamed: (name) => `重命名“${name}”`,
    retire: '停用',
    retireNamed: (name) => `停用“${name}”`,
    retiredHint: '已停用：保留在已有的会话上，但不再提供选择。',
    retired: '已停用',
    restore: '重新启用',
    restoreNamed: (name) => `重新启用“${name}”`,
    rename: '重命名',
  },
}
