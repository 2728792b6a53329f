import { parseSync } from 'oxc-parser'

interface Node {
  type: string
  [key: string]: unknown
}

/** Attributes a person reads or hears. */
const spoken = new Set(
  'aria-label aria-description aria-placeholder aria-roledescription aria-valuetext placeholder title data-tip alt label hint lead verb'.split(
    ' ',
  ),
)
const letters = /\p{L}/u
/** Words in a row, the first with a capital: a sentence rather than a name in the code. */
const sentence = /^\p{Lu}[\p{L}’']* \p{L}/u
/** What these are given is read by whoever mends the code. */
const forEngineers = /^(?:new (?:TypeError|Error|SwitchboardError)|console\.\w+)$/

/** Every text of a module that a reader would meet and that does not come from the catalogue. */
export function literalTexts(filename: string, source: string): string[] {
  const { program, errors } = parseSync(filename, source)
  if (errors.length > 0) throw new TypeError(`${filename}: ${errors[0]?.message}`)
  const found = new Set<string>()
  visit(program as unknown as Node, (node) => {
    for (const text of textsAt(node)) found.add(text.trim())
  })
  return [...found]
}

/** Goes through the tree; what is only for engineers is left out. */
function visit(node: Node, look: (node: Node) => void): void {
  if (forEngineers.test(calleeOf(node))) return
  look(node)
  for (const value of Object.values(node))
    for (const child of [value].flat()) if (isNode(child)) visit(child, look)
}

function textsAt(node: Node): string[] {
  if (node.type === 'JSXText') return readable([node['value']])
  if (node.type === 'JSXAttribute') {
    const { name } = node['name'] as { name: unknown }
    return spoken.has(String(name)) ? readable(shown(node['value'])) : []
  }
  if (node.type === 'JSXElement' || node.type === 'JSXFragment')
    return readable((node['children'] as Node[]).flatMap((child) => shown(child)))
  return shownIn(node).filter((text) => sentence.test(text))
}

const readable = (texts: readonly unknown[]): string[] =>
  texts.map(String).filter((text) => letters.test(text))

/** The literals an expression may come out as: both branches of a choice, the pieces of a template. */
function shown(value: unknown): string[] {
  if (!isNode(value)) return []
  switch (value.type) {
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
      return shown(value['expression'])
    case 'ConditionalExpression':
      return [...shown(value['consequent']), ...shown(value['alternate'])]
    case 'LogicalExpression':
      return [...shown(value['left']), ...shown(value['right'])]
    default:
      return shownIn(value)
  }
}

function shownIn(node: Node): string[] {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return [node['value']]
  if (node.type !== 'TemplateLiteral') return []
  const quasis = node['quasis'] as { value: { cooked: string } }[]
  return quasis.map(({ value }) => value.cooked)
}

function calleeOf(node: Node): string {
  const callee = node['callee']
  if (!isNode(callee)) return ''
  if (node.type === 'NewExpression') return `new ${String(callee['name'])}`
  const { object, property } = callee as { object?: Node; property?: Node }
  return `${String(object?.['name'])}.${String(property?.['name'])}`
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof Object(value).type === 'string'
}
