/** An element of a parsed document; attributes are decoded, children are elements and text in order. */
export interface XmlElement {
  name: string
  attributes: Map<string, string>
  children: (XmlElement | string)[]
}

export class XmlError extends Error {}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

// One token at a time: comment, CDATA, processing instruction, doctype, end tag, start tag, text.
const tokens =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/** The root element of a small well-formed document; throws XmlError. Nothing outside it is ever loaded. */
export function parseXml(text: string): XmlElement {
  if (/^\s/.test(text)) throw new XmlError('white space before the document')
  const top: XmlElement = { name: '', attributes: new Map(), children: [] }
  const open = [top]
  tokens.lastIndex = 0
  while (tokens.lastIndex < text.length) {
    const at = tokens.lastIndex
    const match = tokens.exec(text)
    if (!match) throw new XmlError(`not well-formed at character ${at}`)
    take(match, open)
  }
  if (open.length > 1) throw new XmlError(`<${open.at(-1)?.name}> is never closed`)
  return rootOf(top)
}

function take(
  [, cdata, endTag, startTag, attributes, selfClosed, content]: RegExpExecArray,
  open: XmlElement[],
): void {
  const parent = open.at(-1)
  if (!parent) throw new XmlError('nothing is open')
  if (cdata !== undefined) parent.children.push(cdata)
  else if (content !== undefined) parent.children.push(decode(content))
  else if (endTag !== undefined) close(endTag, open)
  else if (startTag !== undefined) {
    const element = { name: startTag, attributes: parseAttributes(attributes ?? ''), children: [] }
    parent.children.push(element)
    if (selfClosed === '') open.push(element)
  }
}

function close(name: string, open: XmlElement[]): void {
  if (open.length < 2 || open.at(-1)?.name !== name) throw new XmlError(`</${name}> closes nothing`)
  open.pop()
}

function parseAttributes(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(attribute)].map(([, name = '', double, single]) => [
      name,
      decode(double ?? single ?? ''),
    ]),
  )
}

function decode(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));?|&/gi,
    (all, hex?: string, decimal?: string, name?: string) => {
      const known = name === undefined ? codePoint(hex, decimal) : entities[name]
      if (known === undefined || !all.endsWith(';')) throw new XmlError(`unknown entity ${all}`)
      return known
    },
  )
}

function codePoint(hex?: string, decimal?: string): string | undefined {
  const value = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  return value > 0 && value <= 0x10_ff_ff ? String.fromCodePoint(value) : undefined
}

function rootOf(top: XmlElement): XmlElement {
  const elements = top.children.filter((child) => typeof child !== 'string')
  const stray = top.children.some((child) => typeof child === 'string' && child.trim() !== '')
  const [root] = elements
  if (!root || elements.length > 1 || stray)
    throw new XmlError('a document has exactly one root element')
  return root
}

/** All text below an element. */
export function textOf(element: XmlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join('')
}
