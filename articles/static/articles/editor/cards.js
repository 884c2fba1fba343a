// Cards in the body: something at a service elsewhere, by its address, of which nothing is ever loaded; and another
// story of this paper. Loaded by the body's editor through DJANGO_PROSE_EDITOR_EXTENSIONS; articles/body.py and
// articles/embeds.py say what they may contain.

import { crel, gettext, mergeAttributes, Node, Plugin, updateAttrsDialog } from "django-prose-editor/editor"

const KEY = /^[1-9][0-9]{0,17}$/
// Milliseconds without a key before the desk is asked.
const PAUSE = 200

// --- How a card looks at the desk

const card = (kind) => {
  const label = crel("span", { className: "desk-card-kind", textContent: kind })
  const words = crel("span", { className: "desk-card-words" })
  const dom = crel("figure", { className: "desk-card" }, [label, words])
  return { dom, label, words }
}

// Places a card where the cursor is; where one of its kind is selected, changes that one.
const insert = (editor, type, attrs) => {
  const chain = editor.chain().focus()
  return editor.isActive(type) ? chain.updateAttributes(type, attrs).run() : chain.insertContent({ type, attrs }).run()
}

// --- Embeds

// The service and the one address that something is kept by; undefined for what no service knows. The rows are those of
// articles/embeds.py.
const recognise = (services, text) => {
  for (const [service, pattern, kept] of services) {
    const found = new RegExp(`^(?:${pattern})`).exec(text.trim())
    if (found) return { service, address: kept.replace(/\{(\d)\}/g, (_all, group) => found[Number(group) + 1]) }
  }
  return undefined
}

// The first address of a service in what was pasted: an address, or a service's own code for embedding.
const recogniseIn = (services, text) =>
  (text.match(/https?:\/\/[^\s"'<>]+/g) ?? [])
    .map((address) => recognise(services, address.replaceAll("&amp;", "&")))
    .find(Boolean)

const askForAddress = (services, editor, address, problem = "") => {
  const names = [...new Set(services.map(([service]) => service))].join(", ")
  const description = problem || `${gettext("Of a video, a post or a sound at")} ${names}`
  const dialog = updateAttrsDialog(
    { address: { title: gettext("Address"), description, required: true } },
    { title: gettext("Embed by address"), submitText: gettext("Place") },
  )
  return dialog(editor, { address }).then((answer) => {
    if (!answer) return undefined
    const problem = `${gettext("This address leads to nothing that can be embedded. Known are")} ${names}.`
    return recogniseIn(services, answer.address) ?? askForAddress(services, editor, answer.address, problem)
  })
}

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,

  addOptions: () => ({ services: [] }),

  // For other extensions: what an address leads to.
  addStorage() {
    return { recogniseIn: (text) => recogniseIn(this.options.services, text) }
  },

  addAttributes() {
    return {
      address: {
        default: null,
        parseHTML: (element) => recognise(this.options.services, element.dataset.embed)?.address,
        renderHTML: ({ address }) => ({ "data-embed": address }),
      },
    }
  },

  parseHTML() {
    const known = (element) => (recognise(this.options.services, element.dataset.embed) ? null : false)
    return [{ tag: "figure[data-embed]", getAttrs: known }]
  },

  renderHTML: ({ HTMLAttributes }) => ["figure", mergeAttributes(HTMLAttributes)],

  addNodeView() {
    return ({ node }) => {
      const { address } = node.attrs
      const { dom, words } = card(recognise(this.options.services, address)?.service)
      words.textContent = address.replace(/^https:\/\/(www\.)?/, "")
      return { dom }
    }
  },

  addCommands() {
    return {
      placeEmbed:
        () =>
        ({ editor, dispatch }) => {
          if (dispatch) {
            const { address } = editor.getAttributes(this.name)
            askForAddress(this.options.services, editor, address).then((found) => {
              if (found) insert(editor, this.name, { address: found.address })
            })
          }
          return true
        },
    }
  },

  addKeyboardShortcuts() {
    return { "Mod-Alt-e": ({ editor }) => editor.commands.placeEmbed() }
  },

  // An address alone, pasted on an empty line, becomes a card.
  addProseMirrorPlugins() {
    const { editor, name, options } = this
    const handlePaste = (view, event) => {
      const text = event.clipboardData?.getData("text/plain").trim() ?? ""
      const { $from, empty } = view.state.selection
      if (/\s/.test(text) || !empty || $from.depth !== 1 || $from.parent.content.size) return false
      const found = recognise(options.services, text)
      return Boolean(found) && insert(editor, name, { address: found.address })
    }
    return [new Plugin({ props: { handlePaste } })]
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "embed",
      groups: "nodes",
      button: buttons.material("smart_display", gettext("Embed by address")),
      active: (editor) => editor.isActive("embed"),
      command: (editor) => editor.commands.placeEmbed(),
    })
  },
})

// --- Stories of this paper

// Where the desk tells of stories; without it there is nothing to choose from.
const addressOfStories = (editor) => editor.options.element.querySelector("textarea")?.dataset.stories

const told = new Map()

// Stories by the words of their headlines, by their address or number (`q`), or by key (`id`). Throws where the desk
// does not answer.
const fetchStories = async (editor, query) => {
  const response = await fetch(`${addressOfStories(editor)}?${new URLSearchParams(query)}`, { credentials: "same-origin" })
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`)
  const { stories } = await response.json()
  for (const story of stories) told.set(story.id, story)
  return stories
}

const describe = (story) => [story.section, story.live ? "" : gettext("not live: readers do not see it")]
  .filter(Boolean)
  .join(" · ")

const option = (story, index) => {
  const dom = crel("li", { id: `desk-story-${index}`, className: "desk-story", role: "option", "aria-selected": "false" })
  dom.append(crel("strong", { textContent: story.headline }), crel("span", { textContent: describe(story) }))
  return dom
}

// A dialog to find a story in: type, go up and down, Enter.
class StoryDialog {
  constructor(editor, answer) {
    this.editor = editor
    this.answer = answer
    this.stories = []
    this.chosen = -1
    this.asked = 0
    this.build()
    this.field.addEventListener("input", (event) => this.onInput(event))
    this.list.addEventListener("click", (event) => this.onClick(event))
    this.dom.addEventListener("keydown", (event) => this.onKey(event))
    this.dom.addEventListener("cancel", () => this.close())
    editor.view.dom.parentElement.append(this.dom)
    this.dom.showModal()
    this.search()
  }

  build() {
    const name = gettext("Card of another story")
    this.field = crel("input", {
      type: "search",
      id: "desk-story-search",
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-controls": "desk-stories",
      "aria-expanded": "true",
    })
    this.list = crel("ul", { id: "desk-stories", className: "desk-stories", role: "listbox", "aria-label": gettext("Stories") })
    this.status = crel("p", { className: "desk-stories-status", role: "status" })
    const cancel = crel("button", { type: "button", textContent: gettext("Cancel") })
    cancel.addEventListener("click", () => this.close())
    this.dom = crel("dialog", { className: "prose-editor-dialog", "aria-label": name }, [
      crel("h3", { className: "prose-editor-dialog-title", textContent: name }),
      crel("label", { htmlFor: this.field.id, textContent: gettext("Words of the headline, address or number") }),
      this.field,
      this.status,
      this.list,
      crel("div", { className: "prose-editor-dialog-buttons" }, [cancel]),
    ])
  }

  close(story) {
    clearTimeout(this.pause)
    this.dom.remove()
    this.editor.view.focus()
    if (story) this.answer(story)
  }

  // What is typed here is no change of the form around it.
  onInput(event) {
    event.stopPropagation()
    clearTimeout(this.pause)
    this.pause = setTimeout(() => this.search(), PAUSE)
  }

  onClick({ target }) {
    const story = this.stories[[...this.list.children].indexOf(target.closest("li"))]
    if (story) this.close(story)
  }

  onKey(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 }
    const isField = event.target === this.field
    if (event.key in steps) this.choose(this.chosen + steps[event.key])
    else if (event.key !== "Enter" || !isField) return
    else if (this.stories[this.chosen]) this.close(this.stories[this.chosen])
    event.preventDefault()
  }

  async search() {
    const question = ++this.asked
    let found = []
    let word = ""
    try {
      found = await fetchStories(this.editor, { q: this.field.value.trim() })
      word = found.length ? "" : gettext("No story is found by these words.")
    } catch (error) {
      word = `${gettext("The stories could not be asked for; try again.")} ${error.message}`
    }
    if (question === this.asked) this.show(found, word)
  }

  show(stories, word) {
    this.stories = stories
    this.status.textContent = word
    this.list.replaceChildren(...stories.map(option))
    this.choose(0)
  }

  choose(index) {
    const { length } = this.stories
    this.chosen = length ? (index + length) % length : -1
    for (const [at, dom] of [...this.list.children].entries()) dom.setAttribute("aria-selected", at === this.chosen)
    const dom = this.list.children[this.chosen]
    this.field.setAttribute("aria-activedescendant", dom?.id ?? "")
    dom?.scrollIntoView({ block: "nearest" })
  }
}

export const StoryCard = Node.create({
  name: "storyCard",
  group: "block",
  atom: true,
  draggable: true,

  addAttributes() {
    return {
      story: {
        default: null,
        parseHTML: (element) => element.dataset.story,
        renderHTML: ({ story }) => ({ "data-story": story }),
      },
    }
  },

  parseHTML() {
    return [{ tag: "figure[data-story]", getAttrs: (element) => KEY.test(element.dataset.story) && null }]
  },

  renderHTML: ({ HTMLAttributes }) => ["figure", mergeAttributes(HTMLAttributes)],

  addNodeView() {
    return ({ node, editor }) => {
      const key = Number(node.attrs.story)
      const { dom, label, words } = card(gettext("Read also"))
      const show = () => {
        const story = told.get(key)
        words.textContent = story?.headline ?? `${gettext("Story")} ${key}`
        label.textContent = [gettext("Read also"), story && describe(story)].filter(Boolean).join(" · ")
      }
      show()
      if (!told.has(key) && addressOfStories(editor)) {
        // Without an answer the card goes on showing the story's number.
        fetchStories(editor, { id: key }).then(show, () => {})
      }
      return { dom }
    }
  },

  addCommands() {
    return {
      placeStoryCard:
        () =>
        ({ editor, dispatch }) => {
          if (!addressOfStories(editor)) return false
          if (dispatch) {
            new StoryDialog(editor, ({ id }) => insert(editor, this.name, { story: String(id) }))
          }
          return true
        },
    }
  },

  addKeyboardShortcuts() {
    return { "Mod-Alt-s": ({ editor }) => editor.commands.placeStoryCard() }
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "storyCard",
      groups: "nodes",
      button: buttons.material("newspaper", gettext("Card of another story")),
      active: (editor) => editor.isActive("storyCard"),
      hidden: (editor) => !addressOfStories(editor),
      command: (editor) => editor.commands.placeStoryCard(),
    })
  },
})
