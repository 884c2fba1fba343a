// What comes from Word, Google Docs or a web page, brought down to the body's vocabulary before the editor reads it.
// Words are kept; what only looked like something becomes what it looked like (bold, a list, a quotation), and what a
// newspaper's page has no place for goes. Loaded by the body's editor through DJANGO_PROSE_EDITOR_EXTENSIONS.

import { Extension, Plugin } from "django-prose-editor/editor"

// The editor's own clipboard: it holds nothing but the vocabulary.
const OWN = /\sdata-pm-slice=/

// --- What goes, with what is in it

const GONE = [
  "head, script, style, meta, link, title, template, noscript, xml, svg, math, canvas, map, dialog",
  "button, input, select, textarea, nav, del, [hidden]",
  "[data-style*='mso-element:comment' i], .MsoCommentReference, .msoDel",
].join(", ")
const HIDDEN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i

const removeAll = (elements) => {
  for (const element of elements) element.remove()
}

const removeComments = (body) => {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT)
  const comments = []
  while (walker.nextNode()) comments.push(walker.currentNode)
  removeAll(comments)
}

const removeUnwanted = (body) => {
  removeComments(body)
  removeAll(body.querySelectorAll(GONE))
  removeAll([...body.querySelectorAll("[data-style]")].filter((element) => HIDDEN.test(styleOf(element))))
}

// --- Small tools

const styleOf = (element) => element.getAttribute("data-style") ?? ""

// A declaration's value, in small letters. Read from the text: under the desk's policy no style is ever applied.
const styled = (element, property) =>
  new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, "i").exec(styleOf(element))?.[1].trim().toLowerCase() ?? ""

const make = (like, tag) => like.ownerDocument.createElement(tag)

const unwrap = (element) => element.replaceWith(...element.childNodes)

const rename = (element, tag) => {
  const renamed = make(element, tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
  return renamed
}

const wrapInside = (element, tag) => {
  const mark = make(element, tag)
  mark.append(...element.childNodes)
  element.append(mark)
}

// --- What is embedded from elsewhere becomes a card, where its service is known

const QUOTED_POST = "blockquote.twitter-tweet, blockquote.instagram-media, blockquote.tiktok-embed, .fb-post, .fb-video"

const figureOf = (element, found) => {
  const figure = make(element, "figure")
  figure.setAttribute("data-embed", found.address)
  return figure
}

const cardsFromFrames = (body, recogniseIn) => {
  for (const frame of body.querySelectorAll("iframe, embed, object, video, audio")) {
    const found = recogniseIn(frame.getAttribute("src") ?? frame.getAttribute("data") ?? "")
    if (found) frame.replaceWith(figureOf(frame, found))
    else frame.remove()
  }
  for (const post of body.querySelectorAll(QUOTED_POST)) {
    const links = [...post.querySelectorAll("a[href]")].map((link) => link.href).reverse()
    const { instgrmPermalink, href } = post.dataset
    const found = recogniseIn([instgrmPermalink, href, post.getAttribute("cite"), ...links].filter(Boolean).join(" "))
    if (found) post.replaceWith(figureOf(post, found))
  }
}

// --- Word's lists are paragraphs with a marker in front

const WORD_ITEM = /mso-list\s*:\s*(?!none)[^;]*?level(\d+)/i
const NUMBER = /^\(?(?:[0-9\u17e0-\u17e9]+|[a-z]|[ivxlc]+)[.)]/i

const MARKER = "[data-style*='mso-list:ignore' i], [data-style*='mso-list: ignore' i]"

const wordItem = (paragraph) => {
  const level = Number(WORD_ITEM.exec(styleOf(paragraph))?.[1] ?? 0)
  const label = paragraph.querySelector(MARKER)?.textContent.trim() ?? ""
  return { level, tag: NUMBER.test(label) ? "ol" : "ul", first: Number.parseInt(label.replace("(", ""), 10) }
}

// The list that takes an item, begun where there is none; `open` holds the lists being written, by their level.
const listFor = (paragraph, { level, tag, first }, open) => {
  open.splice(level)
  if (open.length === level && open.at(-1).localName !== tag) open.pop()
  if (open.length < level) {
    const list = make(paragraph, tag)
    if (tag === "ol" && first > 1) list.setAttribute("start", first)
    const parent = open.at(-1)?.lastElementChild
    if (parent) parent.append(list)
    else paragraph.before(list)
    open.push(list)
  }
  return open.at(-1)
}

const listsFromWord = (body) => {
  let open = []
  for (const paragraph of body.querySelectorAll("p[data-style*='mso-list' i]")) {
    const found = wordItem(paragraph)
    if (!found.level) continue
    if (!open.length || paragraph.previousElementSibling !== open[0]) open = []
    const item = make(paragraph, "li")
    listFor(paragraph, { ...found, level: Math.min(found.level, open.length + 1) }, open).append(item)
    item.append(paragraph)
  }
  removeAll(body.querySelectorAll(MARKER))
}

// --- Lists of Docs and of Word in the browser

const tidyLists = (body) => {
  for (const wrapper of body.querySelectorAll(".ListContainerWrapper")) unwrap(wrapper)
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) list.previousElementSibling?.append(list)
  for (const list of body.querySelectorAll(":is(ul, ol)[class*='ListStyle']")) {
    const before = list.previousElementSibling
    if (before?.localName !== list.localName || !before.matches("[class*='ListStyle']")) continue
    before.append(...list.childNodes)
    list.remove()
  }
}

// --- What looks like a mark or a block becomes one

const WORD_BLOCKS = [
  ["p.MsoTitle", "h2"],
  ["h1", "h2"],
  ["h4, h5, h6", "h3"],
  ["p.MsoQuote, p.MsoIntenseQuote", "blockquote"],
]

const blocksByName = (body) => {
  for (const [selector, tag] of WORD_BLOCKS) {
    for (const element of body.querySelectorAll(selector)) rename(element, tag)
  }
}

const isBold = (weight) => weight === "bold" || weight === "bolder" || Number(weight) >= 600

// A mark that says itself that it marks nothing: Docs puts all it copies into a <b> of normal weight.
const emptyMarks = (body) => {
  for (const bold of body.querySelectorAll("b, strong")) {
    const weight = styled(bold, "font-weight")
    if (weight && !isBold(weight)) unwrap(bold)
  }
  for (const italic of body.querySelectorAll("i, em")) {
    if (styled(italic, "font-style") === "normal") unwrap(italic)
  }
}

const marksFromStyles = (body) => {
  for (const element of body.querySelectorAll("[data-style]")) {
    if (element.matches("table, tbody, tr, ul, ol")) continue
    if (isBold(styled(element, "font-weight")) && !element.matches("b, strong")) wrapInside(element, "strong")
    if (styled(element, "font-style") === "italic" && !element.matches("i, em")) wrapInside(element, "em")
  }
  for (const bold of body.querySelectorAll(":is(h2, h3, th) :is(b, strong)")) unwrap(bold)
}

// --- Links

const GOING_OUT = /^(?:https?|mailto|tel):/i
const BY_WAY_OF_GOOGLE = /^https?:\/\/www\.google\.[a-z.]+\/url\?/

const tidyLinks = (body) => {
  for (const link of body.querySelectorAll("a")) {
    const address = link.getAttribute("href")?.trim() ?? ""
    const target = BY_WAY_OF_GOOGLE.test(address) ? new URL(address).searchParams : null
    const meant = target?.get("q") ?? target?.get("url") ?? address
    if (GOING_OUT.test(meant)) link.setAttribute("href", meant)
    else unwrap(link)
  }
}

// --- Blocks and space

const BLOCKS = "p, div, h2, h3, li, td, th, blockquote, figcaption, dt, dd, section, article, main"
const A_BLOCK = "p, div, h2, h3, ul, ol, table, blockquote, hr, figure, section, article"

const isBlank = (node) => node.nodeType === Node.TEXT_NODE && !node.data.trim()
const isBreak = (node) => node.nodeName === "BR"

// Two line breaks in a row part paragraphs, as they look.
const splitAtBreaks = (block) => {
  const paragraphs = [[]]
  let breaks = []
  for (const node of [...block.childNodes]) {
    if (isBreak(node) || (breaks.length && isBlank(node))) {
      breaks.push(node)
      continue
    }
    if (breaks.filter(isBreak).length > 1) paragraphs.push([])
    else paragraphs.at(-1).push(...breaks)
    breaks = []
    paragraphs.at(-1).push(node)
  }
  if (paragraphs.length === 1) return
  const made = paragraphs.map((nodes) => {
    const paragraph = make(block, "p")
    paragraph.append(...nodes)
    return paragraph
  })
  if (block.localName === "p") block.replaceWith(...made)
  else block.replaceChildren(...made)
}

const beside = (node, way) => {
  let found = node[way]
  while (found && isBlank(found)) found = found[way]
  return found
}

// A line break beside a block parts nothing that is not parted already.
const isBesideBlock = (lineBreak) =>
  ["previousSibling", "nextSibling"].some((way) => {
    const found = beside(lineBreak, way)
    return found?.nodeType === Node.ELEMENT_NODE && found.matches(A_BLOCK)
  })

const isEmpty = (block) => !block.textContent.trim() && !block.querySelector("figure, hr, td")

const tidyBlocks = (body) => {
  for (const table of body.querySelectorAll("table[role=presentation]")) {
    table.replaceWith(...[...table.querySelectorAll("td, th")].map((cell) => rename(cell, "div")))
  }
  for (const block of [body, ...body.querySelectorAll(BLOCKS)]) {
    if (!block.querySelector(A_BLOCK)) splitAtBreaks(block)
  }
  removeAll([...body.querySelectorAll("p, div, h2, h3, blockquote, li")].filter(isEmpty))
  removeAll([...body.querySelectorAll("br")].filter(isBesideBlock))
}

const tidySpaces = (body) => {
  for (const run of body.querySelectorAll("[data-style*='mso-spacerun' i], .Apple-converted-space")) {
    if (!run.textContent.trim()) run.textContent = " "
  }
}

const KEPT = { a: ["href"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"], ol: ["start"] }
const OURS = ["data-embed", "data-picture", "data-story", "data-pull-quote", "data-fact-box"]

const stripAttributes = (body) => {
  for (const element of body.querySelectorAll("*")) {
    const kept = [...OURS, ...(KEPT[element.localName] ?? [])]
    for (const { name } of [...element.attributes]) if (!kept.includes(name)) element.removeAttribute(name)
  }
}

// The desk's policy complains of each style and each handler that is read, though none would ever do anything.
const disarmed = (html) =>
  html
    .replace(/<style[\s>][\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)\s*=/gi, " data-$1="))

// The clipboard's HTML in the body's words. `recogniseIn` says to which embed an address in a text leads, if to any.
export const inOurWords = (html, recogniseIn = () => undefined) => {
  const { body } = new DOMParser().parseFromString(disarmed(html), "text/html")
  removeUnwanted(body)
  cardsFromFrames(body, recogniseIn)
  removeAll(body.querySelectorAll("img, picture, source"))
  listsFromWord(body)
  tidyLists(body)
  tidySpaces(body)
  emptyMarks(body)
  blocksByName(body)
  marksFromStyles(body)
  tidyLinks(body)
  tidyBlocks(body)
  stripAttributes(body)
  return body.innerHTML
}

export const CleanPaste = Extension.create({
  name: "cleanPaste",

  addProseMirrorPlugins() {
    const recogniseIn = (text) => this.editor.storage.embed?.recogniseIn(text)
    const transformPastedHTML = (html) => (OWN.test(html) ? html : inOurWords(html, recogniseIn))
    return [new Plugin({ props: { transformPastedHTML } })]
  },
})
