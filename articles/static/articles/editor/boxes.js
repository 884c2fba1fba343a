// Boxes between the body's blocks, written in place: the pull quote with its speaker, the fact box with its title.
// Loaded by the body's editor through DJANGO_PROSE_EDITOR_EXTENSIONS; articles/body.py says what they may contain.

import { Document as AnyDocument, gettext, Node, pm } from "django-prose-editor/editor"

const { TextSelection } = pm.state

const PULL_QUOTE = "pullQuote"
const FACT_BOX = "factBox"

// Boxes stand between the other blocks and never in one of them.
export const Document = AnyDocument.extend({ content: "(block | box)+" })

// --- The nodes

// A line of its own in a box; while it is empty it says what is to be written there.
const placeholder = (tag, words) => () =>
  ({ node }) => {
    const dom = document.createElement(tag)
    dom.dataset.placeholder = words
    const show = (shown) => dom.classList.toggle("is-empty", shown.childCount === 0)
    show(node)
    const update = (changed) => {
      if (changed.type !== node.type) return false
      show(changed)
      return true
    }
    return { dom, contentDOM: dom, update }
  }

export const PullQuoteText = Node.create({
  name: "pullQuoteText",
  content: "paragraph+",
  parseHTML: () => [{ tag: "blockquote", context: `${PULL_QUOTE}/`, priority: 60 }],
  renderHTML: () => ["blockquote", 0],
})

export const PullQuoteSpeaker = Node.create({
  name: "pullQuoteSpeaker",
  content: "inline*",
  parseHTML: () => [{ tag: "figcaption", context: `${PULL_QUOTE}/` }],
  renderHTML: () => ["figcaption", 0],
  addNodeView: placeholder("figcaption", gettext("Who says it")),
})

export const FactBoxTitle = Node.create({
  name: "factBoxTitle",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "h2", context: `${FACT_BOX}/`, priority: 60 }],
  renderHTML: () => ["h2", 0],
  addNodeView: placeholder("h2", gettext("Title of the box")),
})

export const PullQuote = Node.create({
  name: PULL_QUOTE,
  group: "box",
  content: "pullQuoteText pullQuoteSpeaker",
  defining: true,
  isolating: true,
  parseHTML: () => [{ tag: "figure[data-pull-quote]" }],
  renderHTML: () => ["figure", { "data-pull-quote": "" }, 0],
  addCommands: () => ({ togglePullQuote: () => toggle(PULL_QUOTE, pullQuoteOf) }),
  addKeyboardShortcuts: () => ({
    "Mod-Alt-q": ({ editor }) => editor.commands.togglePullQuote(),
    Enter: ({ editor }) => inBox(editor, PULL_QUOTE, leaveLine),
    "Mod-Enter": ({ editor }) => inBox(editor, PULL_QUOTE, leaveBox),
    Backspace: ({ editor }) => inBox(editor, PULL_QUOTE, takeAwayAtStart),
  }),
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: PULL_QUOTE,
      groups: "nodes",
      button: buttons.material("record_voice_over", gettext("Pull quote")),
      active: (editor) => editor.isActive(PULL_QUOTE),
      enabled: (editor) => editor.can().togglePullQuote(),
      command: (editor) => editor.chain().focus().togglePullQuote().run(),
    })
  },
})

export const FactBox = Node.create({
  name: FACT_BOX,
  group: "box",
  content: "factBoxTitle (paragraph | bulletList | orderedList)+",
  defining: true,
  isolating: true,
  parseHTML: () => [{ tag: "aside[data-fact-box]" }],
  renderHTML: () => ["aside", { "data-fact-box": "" }, 0],
  addCommands: () => ({ toggleFactBox: () => toggle(FACT_BOX, factBoxOf) }),
  addKeyboardShortcuts: () => ({
    "Mod-Alt-b": ({ editor }) => editor.commands.toggleFactBox(),
    Enter: ({ editor }) => inBox(editor, FACT_BOX, leaveLine),
    "Mod-Enter": ({ editor }) => inBox(editor, FACT_BOX, leaveBox),
    Backspace: ({ editor }) => inBox(editor, FACT_BOX, takeAwayAtStart),
  }),
  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: FACT_BOX,
      groups: "nodes",
      button: buttons.material("fact_check", gettext("Fact box")),
      active: (editor) => editor.isActive(FACT_BOX),
      enabled: (editor) => editor.can().toggleFactBox(),
      command: (editor) => editor.chain().focus().toggleFactBox().run(),
    })
  },
})

// --- Making a box of what is selected, and taking it away again

// The whole blocks that the selection touches: where they begin and end, and themselves.
const touched = ({ doc, selection: { $from, $to } }) => {
  const from = $from.depth ? $from.before(1) : $from.pos
  const to = $to.depth ? $to.after(1) : $to.pos
  return { from, to, blocks: doc.slice(from, to).content }
}

const toggle = (name, boxOf) => ({ state, tr, dispatch }) => {
  const { from, to, blocks } = touched(state)
  const box = blocks.childCount === 1 && blocks.firstChild.type.name === name ? blocks.firstChild : null
  const made = box ? wordsOf(box, state.schema) : boxOf(blocks, state.schema)
  if (!made) return false
  if (dispatch) {
    const cursor = state.selection.$from
    tr.replaceWith(from, to, made)
    tr.setSelection(TextSelection.near(tr.doc.resolve(sameWords(tr.doc, from, cursor)))).scrollIntoView()
  }
  return true
}

// Where the cursor's words are now; at the first empty line of the box, which waits to be written, if there is one.
const sameWords = (doc, start, cursor) => {
  let place = start + 1
  doc.nodesBetween(start, doc.content.size, (node, position) => {
    if (!node.isTextblock || place !== start + 1) return place === start + 1
    if (node.type.name === "factBoxTitle" && !node.childCount) place = position + 1
    else if (node.childCount && node.content === cursor.parent.content) place = position + 1 + cursor.parentOffset
    return false
  })
  return place
}

const isText = (node) => ["paragraph", "heading", "blockquote", "bulletList", "orderedList"].includes(node.type.name)

const textblocks = (blocks) => {
  const found = []
  blocks.descendants((node) => {
    if (node.isTextblock) found.push(node)
    return !node.isTextblock
  })
  return found
}

const isOfText = (blocks) => {
  let holds = true
  blocks.descendants((node) => {
    if (node.isBlock && !node.isTextblock && !isText(node) && node.type.name !== "listItem") holds = false
    return !node.isTextblock
  })
  return holds
}

const paragraphs = (blocks, schema) =>
  textblocks(blocks).map((block) => schema.nodes.paragraph.create(null, block.content))

const pullQuoteOf = (blocks, { nodes }) => {
  if (!isOfText(blocks)) return null
  const words = paragraphs(blocks, { nodes })
  const text = nodes.pullQuoteText.create(null, words.length ? words : [nodes.paragraph.create()])
  return nodes[PULL_QUOTE].create(null, [text, nodes.pullQuoteSpeaker.create()])
}

// A crosshead that comes first becomes the title; what the box does not hold becomes paragraphs.
const factBoxOf = (blocks, { nodes }) => {
  if (!isOfText(blocks)) return null
  let title = null
  const text = []
  blocks.forEach((block, _offset, index) => {
    if (index === 0 && block.type.name === "heading") title = block.content
    else if (["bulletList", "orderedList", "paragraph"].includes(block.type.name)) text.push(block)
    else text.push(...paragraphs(pm.model.Fragment.from(block), { nodes }))
  })
  if (!text.length) text.push(nodes.paragraph.create())
  return nodes[FACT_BOX].create(null, [nodes.factBoxTitle.create(null, title), ...text])
}

const wordsOf = (box, { nodes }) => {
  const words = []
  const line = (node, type, attrs) => node.childCount && words.push(type.create(attrs, node.content))
  box.forEach((part) => {
    if (part.type.name === "factBoxTitle") line(part, nodes.heading, { level: 3 })
    else if (part.type.name === "pullQuoteSpeaker") line(part, nodes.paragraph, null)
    else if (part.type.name === "pullQuoteText") part.forEach((paragraph) => words.push(paragraph))
    else words.push(part)
  })
  return words
}

// --- Keys: each returns whether it did something

const inBox = (editor, name, act) => {
  const { $from, empty } = editor.state.selection
  return empty && $from.depth > 1 && $from.node(1).type.name === name && act(editor, $from)
}

// The cursor at the beginning of the text at or after a place.
const goTo = (editor, position, tr = editor.state.tr) => {
  editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(position))).scrollIntoView())
  return true
}

// From a title into the box; from a speaker, or from an empty last paragraph, on to what comes next.
const leaveLine = (editor, $from) => {
  const line = $from.parent.type.name
  if (line === "factBoxTitle") return goTo(editor, $from.after())
  if (line === "pullQuoteSpeaker") return leaveBox(editor, $from)
  const around = $from.node(-1)
  const isLast = $from.index(-1) === around.childCount - 1
  const others = around.childCount - (around.type.name === FACT_BOX ? 1 : 0)
  if ($from.parent.content.size || !isLast || others < 2 || around.type.name === "listItem") return false
  const tr = editor.state.tr.delete($from.before(), $from.after())
  if (around.type.name === "pullQuoteText") return goTo(editor, $from.before() + 1, tr)
  return goOn(editor, tr, tr.mapping.map($from.after(1)))
}

const leaveBox = (editor, $from) => goOn(editor, editor.state.tr, $from.after(1))

// Into the paragraph after a place, a new one where there is none.
const goOn = (editor, tr, position) => {
  const after = tr.doc.resolve(position).nodeAfter
  if (!after?.isTextblock) tr.insert(position, editor.schema.nodes.paragraph.create())
  return goTo(editor, position + 1, tr)
}

// At its very beginning Backspace takes the box away, and leaves the words; at the beginning of a part it goes back.
const takeAwayAtStart = (editor, $from) => {
  if ($from.parentOffset > 0) return false
  const isFirst = TextSelection.near(editor.state.doc.resolve($from.start(1))).from === $from.pos
  const { name } = $from.node(1).type
  if (isFirst) return name === PULL_QUOTE ? editor.commands.togglePullQuote() : editor.commands.toggleFactBox()
  if ($from.parent.type.name !== "pullQuoteSpeaker") return false
  return goTo(editor, $from.before() - 2)
}
