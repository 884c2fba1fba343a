// The editor's menu in the desk's words: every button named with its keys, one stop of the Tab key, arrows within.
// Loaded by the body's editor through DJANGO_PROSE_EDITOR_EXTENSIONS.

import { Extension, gettext, isMacOS, Plugin } from "django-prose-editor/editor"

const NAMES = {
  paragraph: [gettext("Paragraph"), "Mod-Alt-0"],
  heading2: [gettext("Crosshead"), "Mod-Alt-2"],
  heading3: [gettext("Small crosshead"), "Mod-Alt-3"],
  bold: [gettext("Bold"), "Mod-B"],
  italic: [gettext("Italic"), "Mod-I"],
  link: [gettext("Link"), "Mod-K"],
  unlink: [gettext("Take the link off"), ""],
  bulletList: [gettext("List"), "Mod-Shift-8"],
  orderedList: [gettext("Numbered list"), "Mod-Shift-7"],
  blockquote: [gettext("Quotation"), "Mod-Shift-B"],
  horizontalRule: [gettext("Rule"), ""],
  storyPicture: ["", "Mod-Alt-P"],
  pullQuote: ["", "Mod-Alt-Q"],
  factBox: ["", "Mod-Alt-B"],
  embed: ["", "Mod-Alt-E"],
  storyCard: ["", "Mod-Alt-S"],
  table: [gettext("Table"), ""],
  "table:addColumnAfter": [gettext("Add a column"), ""],
  "table:deleteColumn": [gettext("Delete the column"), ""],
  "table:addRowAfter": [gettext("Add a row"), ""],
  "table:deleteRow": [gettext("Delete the row"), ""],
  "table:mergeCells": [gettext("Merge cells"), ""],
  "table:splitCell": [gettext("Split the cell"), ""],
  "table:toggleHeaderCell": [gettext("Heading cell"), ""],
  "table:deleteTable": [gettext("Delete the table"), ""],
  "history:undo": [gettext("Undo"), "Mod-Z"],
  "history:redo": [gettext("Redo"), "Mod-Shift-Z"],
  findReplace: ["", "Mod-F"],
}

const asKeys = (keys) => {
  const [mod, alt] = isMacOS() ? ["⌘", "⌥"] : [gettext("Ctrl"), "Alt"]
  return keys.replace("Mod", mod).replace("Alt", alt).replaceAll("-", "+")
}

const nameButton = (button) => {
  const [ours, keys] = NAMES[button.dataset.name] ?? ["", ""]
  const name = ours || button.getAttribute("aria-label")
  button.setAttribute("aria-label", name)
  button.title = keys ? `${name} (${asKeys(keys)})` : name
}

// What the menu shows by colour, said to whoever does not see it.
const sayStates = (buttons) => {
  for (const button of buttons) {
    button.setAttribute("aria-pressed", button.classList.contains("active"))
    button.setAttribute("aria-disabled", button.classList.contains("disabled"))
  }
}

const STEPS = { ArrowRight: 1, ArrowLeft: -1 }

const walk = (bar, event) => {
  const shown = [...bar.querySelectorAll("button[data-name]:not(.hidden)")]
  const here = shown.indexOf(event.target)
  if (here < 0 || !(event.key in STEPS)) return
  event.preventDefault()
  const next = shown.at((here + STEPS[event.key]) % shown.length)
  event.target.tabIndex = -1
  next.tabIndex = 0
  next.focus()
}

export const DeskMenu = Extension.create({
  name: "deskMenu",
  // After the menu itself, which is created like any extension.
  priority: 1,

  onCreate() {
    const bar = this.editor.storage.menu?.dom
    if (!bar) return
    const buttons = [...bar.querySelectorAll("button[data-name]")]
    bar.setAttribute("role", "toolbar")
    bar.setAttribute("aria-label", gettext("The body’s tools"))
    buttons.forEach((button, index) => {
      nameButton(button)
      button.tabIndex = index ? -1 : 0
    })
    bar.addEventListener("keydown", (event) => walk(bar, event))
    this.editor.on("transaction", () => sayStates(buttons))
    sayStates(buttons)
  },

  // The textarea's own label leads to a field that is hidden; the words are said of what is written in.
  addProseMirrorPlugins() {
    const { editor } = this
    const attributes = () => {
      const field = editor.options.element.querySelector("textarea")
      const label = field?.labels?.[0]?.textContent.replace(/:\s*$/, "").trim()
      return { role: "textbox", "aria-multiline": "true", "aria-label": label || gettext("Body") }
    }
    return [new Plugin({ props: { attributes } })]
  },
})
