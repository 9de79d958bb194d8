import type { JSX as HonoJSX } from 'hono/jsx'
import { escapeHtml } from '#functions/text/escape-html.ts'

/** HTML that is safe to put into a page as it is. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toString(): string {
    return this.text
  }
}

/** What may stand between two tags. Strings are text: they are escaped. */
export type Child = Html | string | number | boolean | null | undefined | readonly Child[]

type Props = Readonly<Record<string, unknown>>
type Component = (props: never) => JSX.Element

/** What TypeScript asks of a JSX runtime: https://www.typescriptlang.org/docs/handbook/jsx.html. */
export declare namespace JSX {
  type Element = Html | string | null
  type IntrinsicElements = {
    [Tag in keyof HonoJSX.IntrinsicElements]: Omit<HonoJSX.IntrinsicElements[Tag], 'children'> & {
      children?: Child
    }
  } & Record<'svg' | 'path' | 'rect', Record<string, unknown> & { children?: Child }>
  interface ElementChildrenAttribute {
    // biome-ignore lint/complexity/noBannedTypes: TypeScript reads the name of the property only.
    children: {}
  }
  interface IntrinsicAttributes {
    key?: string | number
  }
}

/** They have no content, and no end tag (https://html.spec.whatwg.org/#void-elements). */
const VOID_ELEMENTS = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
)
/** There or not, whatever their value (https://html.spec.whatwg.org/#attributes-3). */
const BOOLEAN_ATTRIBUTES = new Set(
  'allowfullscreen async autofocus checked controls default defer disabled formnovalidate hidden inert ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required reversed selected'.split(
    ' ',
  ),
)

/**
 * JSX makes HTML as it goes: an element is its text, and a component is called where it stands. Trees
 * of nodes, made first and walked later, were a third of what a page cost (docs/decisions/0032).
 */
export function jsx(tag: string | Component, props: Props): JSX.Element {
  if (typeof tag !== 'string') return tag(props as never)
  let text = `<${tag}`
  for (const name in props) if (name !== 'children') text += attribute(name, props[name])
  if (VOID_ELEMENTS.has(tag)) return new Html(`${text}/>`)
  return new Html(`${text}>${childText(props.children as Child)}</${tag}>`)
}

export { jsx as jsxs }

export const Fragment = ({ children }: { children?: Child }): Html => new Html(childText(children))

function childText(child: Child): string {
  if (typeof child === 'string') return escapeHtml(child)
  if (child instanceof Html) return child.text
  if (typeof child === 'number') return String(child)
  if (child === null || child === undefined || typeof child === 'boolean') return ''
  let text = ''
  for (const one of child) text += childText(one)
  return text
}

function attribute(name: string, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean' && BOOLEAN_ATTRIBUTES.has(name)) return value ? ` ${name}=""` : ''
  return ` ${name}="${escapeHtml(String(value))}"`
}
