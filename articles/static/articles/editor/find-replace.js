// Find and replace in the body: Ctrl-F or Ctrl-H in the text, or the menu's button. Matches in any script, over bold and
// links, whatever zero-width spaces stand between the letters and whichever quotation marks were typed.
// Loaded by the body's editor through DJANGO_PROSE_EDITOR_EXTENSIONS.

import { crel, Extension, gettext, Plugin, pm } from "django-prose-editor/editor"

const { PluginKey, TextSelection } = pm.state
const { Decoration, DecorationSet } = pm.view

const KEY = new PluginKey("findReplace")
const LONGEST_FROM_SELECTION = 100

// --- Finding

// Letters that count as one another; between letters nothing that a reader does not see counts.
const ALIKE = [["'", "[\u0027\u2018\u2019]"], ['"', '[\u0022\u201c\u201d]'], [" ", "[ \u00a0]"]]
const UNSEEN = "[\u00ad\u200b-\u200d\u2060]*"

const patternOf = (words, matchCase) => {
  const letters = [...words.replaceAll(/[\u00ad\u200b-\u200d\u2060]/g, "")].map((letter) => {
    const alike = ALIKE.find(([plain, all]) => plain === letter || all.slice(1, -1).includes(letter))
    return alike ? alike[1] : letter.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&")
  })
  return letters.length ? new RegExp(letters.join(UNSEEN), matchCase ? "gu" : "giu") : null
}

// A block's text, one character for each of its positions.
const textOf = (block) => block.textBetween(0, block.content.size, null, "\ufffc")

const matchesIn = (doc, pattern) => {
  const found = []
  if (!pattern) return found
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true
    for (const { 0: match, index } of textOf(node).matchAll(pattern)) {
      found.push({ from: position + 1 + index, to: position + 1 + index + match.length })
    }
    return false
  })
  return found
}

const CLOSED = { isOpen: false, words: "", matchCase: false }

// The match at or after a place; the first where there is none.
const nextFrom = (matches, position) => {
  const after = matches.findIndex(({ from }) => from >= position)
  return after < 0 && matches.length ? 0 : after
}

const changed = (search, doc, position) => {
  const matches = search.isOpen ? matchesIn(doc, patternOf(search.words, search.matchCase)) : []
  return { ...search, matches, now: nextFrom(matches, position) }
}

const plugin = () =>
  new Plugin({
    key: KEY,
    state: {
      init: () => ({ ...CLOSED, matches: [], now: -1 }),
      apply(tr, search) {
        const asked = tr.getMeta(KEY)
        if (asked?.now !== undefined) return { ...search, now: asked.now }
        if (asked) return changed({ ...search, ...asked }, tr.doc, tr.selection.from)
        return tr.docChanged && search.isOpen ? changed(search, tr.doc, tr.selection.from) : search
      },
    },
    props: {
      decorations(state) {
        const { matches, now } = KEY.getState(state)
        const marked = matches.map(({ from, to }, index) =>
          Decoration.inline(from, to, { class: index === now ? "desk-found desk-found-now" : "desk-found" }),
        )
        return DecorationSet.create(state.doc, marked)
      },
    },
  })

// --- Replacing

// The new words are as bold, or as much of a link, as the first letter was that they stand for.
const replacement = (tr, { from, to }, words) => {
  if (!words) return tr.delete(from, to)
  const { marks } = tr.doc.nodeAt(from)
  return tr.replaceWith(from, to, tr.doc.type.schema.text(words, marks))
}

const replaceOne = (editor, words) => {
  const { matches, now } = KEY.getState(editor.state)
  if (now < 0) return false
  const { tr } = editor.state
  const { from } = matches[now]
  replacement(tr, matches[now], words)
  tr.setSelection(TextSelection.create(tr.doc, from + words.length))
  editor.view.dispatch(pm.history.closeHistory(tr))
  return true
}

// All in one step, from the last to the first, so that one undo takes all of it back.
const replaceAll = (editor, words) => {
  const { matches } = KEY.getState(editor.state)
  if (!matches.length) return 0
  const { tr } = editor.state
  for (const match of matches.toReversed()) replacement(tr, match, words)
  editor.view.dispatch(pm.history.closeHistory(tr))
  return matches.length
}

// --- The panel

const row = (name, field, ...others) => {
  const label = crel("label", {}, [crel("span", { textContent: name }), field])
  return crel("div", { className: "desk-find-row" }, [label, ...others])
}

const button = (textContent) => crel("button", { type: "button", textContent })

class Panel {
  constructor(editor) {
    this.editor = editor
    this.find = crel("input", { type: "text", autocomplete: "off", spellcheck: false })
    this.replace = crel("input", { type: "text", autocomplete: "off", spellcheck: false })
    this.matchCase = crel("input", { type: "checkbox" })
    this.count = crel("output", { className: "desk-find-count" })
    this.count.setAttribute("aria-live", "polite")
    const [previous, next, close] = [gettext("Previous"), gettext("Next"), gettext("Close")].map(button)
    const [one, all] = [gettext("Replace"), gettext("Replace all")].map(button)
    this.dom = crel("div", { className: "desk-find", role: "search", hidden: true }, [
      row(gettext("Find"), this.find, previous, next, close, this.count),
      row(gettext("Replace with"), this.replace, one, all, crel("label", {}, [this.matchCase, gettext("Match case")])),
    ])
    this.dom.setAttribute("aria-label", gettext("Find and replace"))
    previous.addEventListener("click", () => this.step(-1))
    next.addEventListener("click", () => this.step(1))
    close.addEventListener("click", () => this.close())
    one.addEventListener("click", () => this.replaceOne())
    all.addEventListener("click", () => this.replaceAll())
    this.matchCase.addEventListener("change", () => this.search())
    this.find.addEventListener("input", () => this.search())
    this.dom.addEventListener("keydown", (event) => this.onKey(event))
    // What is typed here is no change of the form around it.
    for (const type of ["input", "change"]) this.dom.addEventListener(type, (event) => event.stopPropagation())
  }

  get state() {
    return KEY.getState(this.editor.state)
  }

  tell(asked) {
    this.editor.view.dispatch(this.editor.state.tr.setMeta(KEY, asked))
  }

  open(field) {
    this.takeSelection()
    this.dom.hidden = false
    this.search()
    const first = field === this.replace && this.find.value ? this.replace : this.find
    first.focus()
    first.select()
  }

  // From the browser's own selection, of which the editor hears only a moment later: the words to find, and where from.
  takeSelection() {
    const { view, commands } = this.editor
    const selection = document.getSelection()
    if (!view.dom.contains(selection.anchorNode)) return
    const words = selection.toString()
    const { startContainer, startOffset } = selection.getRangeAt(0)
    commands.setTextSelection(view.posAtDOM(startContainer, startOffset))
    if (words && words.length <= LONGEST_FROM_SELECTION && !words.includes("\n")) this.find.value = words
  }

  // The writer goes on at the match that was shown last.
  close() {
    const { matches, now } = this.state
    const found = matches[now]
    this.dom.hidden = true
    this.tell(CLOSED)
    if (found) this.editor.commands.setTextSelection(found)
    this.editor.view.focus()
  }

  search() {
    this.tell({ isOpen: true, words: this.find.value, matchCase: this.matchCase.checked })
    this.show()
  }

  step(by) {
    const { matches, now } = this.state
    if (matches.length) this.tell({ now: (now + by + matches.length) % matches.length })
    this.show()
  }

  replaceOne() {
    replaceOne(this.editor, this.replace.value)
    this.show()
  }

  replaceAll() {
    const count = replaceAll(this.editor, this.replace.value)
    this.show()
    this.count.textContent = `${gettext("Replaced:")} ${count}`
  }

  show() {
    this.sayCount()
    this.editor.view.dom.querySelector(".desk-found-now")?.scrollIntoView({ block: "center" })
  }

  sayCount() {
    const { words, matches, now } = this.state
    const none = words ? gettext("Not found") : ""
    this.count.textContent = matches.length ? `${now + 1} / ${matches.length}` : none
  }

  onKey(event) {
    const isField = event.target === this.find || event.target === this.replace
    const mod = event.ctrlKey || event.metaKey
    if (event.key === "Escape") this.close()
    else if (event.key === "Enter" && event.target === this.replace) this.replaceOne()
    else if (event.key === "Enter" && isField) this.step(event.shiftKey ? -1 : 1)
    else if (mod && event.code === "KeyF") this.find.focus()
    else if (mod && event.code === "KeyH") this.replace.focus()
    else if (mod && event.code === "KeyZ" && !isField) this.editor.commands.undo()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

export const FindReplace = Extension.create({
  name: "findReplace",
  // After the menu, in which the panel stands.
  priority: 1,

  addProseMirrorPlugins: () => [plugin()],

  onCreate() {
    this.storage.panel = new Panel(this.editor)
    const bar = this.editor.storage.menu?.dom
    if (bar) bar.append(this.storage.panel.dom)
    else this.editor.view.dom.before(this.storage.panel.dom)
    this.editor.on("transaction", ({ transaction }) => {
      if (transaction.docChanged && this.storage.panel.state.isOpen) this.storage.panel.sayCount()
    })
  },

  addCommands() {
    const open = (field) => () => ({ dispatch }) => {
      const { panel } = this.storage
      // A command's own transaction must be over before the panel dispatches its search.
      if (dispatch) queueMicrotask(() => panel.open(panel[field]))
      return true
    }
    return { openFind: open("find"), openReplace: open("replace") }
  },

  addKeyboardShortcuts() {
    return {
      "Mod-f": ({ editor }) => editor.commands.openFind(),
      "Mod-h": ({ editor }) => editor.commands.openReplace(),
      "Mod-Alt-f": ({ editor }) => editor.commands.openReplace(),
    }
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "findReplace",
      groups: "find",
      button: buttons.material("find_replace", gettext("Find and replace")),
      active: (editor) => Boolean(KEY.getState(editor.state)?.isOpen),
      command: (editor) => editor.commands.openFind(),
    })
  },
})
