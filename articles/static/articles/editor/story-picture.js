// A picture's place in the body: <figure data-picture="3"></figure>, where 3 is the picture's number in the story.
// Loaded by the body's editor through DJANGO_PROSE_EDITOR_EXTENSIONS; articles/body.py says what it may contain.

import { gettext, mergeAttributes, Node, updateAttrsDialog } from "django-prose-editor/editor"

const NUMBER = /^[1-9][0-9]{0,4}$/

const askForNumber = updateAttrsDialog(
  {
    number: {
      title: gettext("Picture number"),
      description: gettext("As it stands in the list of the story’s pictures."),
      format: "number",
      min: "1",
      max: "99999",
      required: true,
    },
  },
  { title: gettext("Place a picture"), submitText: gettext("Place") },
)

/** Ask the picture desk beside the sheet (desk/pictures.js) for a picture; where there is none, ask for its number. */
function askForPicture(editor, number, place) {
  const ask = new CustomEvent("desk:choose-picture", { cancelable: true, detail: { number, place } })
  if (!document.dispatchEvent(ask)) return
  askForNumber(editor, { number }).then((answer) => NUMBER.test(answer?.number) && place(answer.number))
}

/** Put a picture's place where the cursor is; where one is selected, that one gets the number. */
function place(editor, number) {
  const chain = editor.chain().focus()
  if (editor.isActive("storyPicture")) chain.updateAttributes("storyPicture", { number }).run()
  else chain.insertContent({ type: "storyPicture", attrs: { number } }).run()
}

/** Show the picture as its row beside the sheet knows it; without such a row, its number. */
function showPicture(figure, number) {
  const row = document.querySelector(`#pictures-group .desk-use[data-key="${number}"]:not(.is-removed)`)
  const caption = document.createElement("figcaption")
  caption.textContent = row?.dataset.caption || `${gettext("Picture")} ${number}`
  Object.assign(caption.style, { padding: "0.5em", textAlign: "center", fontSize: "0.8em" })
  const image = document.createElement("img")
  Object.assign(image, { src: row?.dataset.preview ?? "", alt: "", draggable: false })
  Object.assign(image.style, { display: "block", maxWidth: "100%", maxHeight: "20rem", margin: "0 auto" })
  figure.replaceChildren(...(row?.dataset.preview ? [image, caption] : [caption]))
}

export const StoryPicture = Node.create({
  name: "storyPicture",
  group: "block",
  atom: true,
  draggable: true,

  addAttributes() {
    return {
      number: {
        default: null,
        parseHTML: (element) => element.dataset.picture,
        renderHTML: ({ number }) => ({ "data-picture": number }),
      },
    }
  },

  parseHTML() {
    return [{ tag: "figure[data-picture]", getAttrs: (element) => NUMBER.test(element.dataset.picture) && null }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["figure", mergeAttributes(HTMLAttributes)]
  },

  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("figure")
      dom.dataset.picture = node.attrs.number
      Object.assign(dom.style, { margin: "1em 0", border: "1px dashed currentColor", borderRadius: "4px", cursor: "grab" })
      const show = () => showPicture(dom, node.attrs.number)
      show()
      document.addEventListener("desk:pictures-changed", show)
      return {
        dom,
        ignoreMutation: () => true,
        selectNode: () => dom.style.setProperty("outline", "3px solid Highlight"),
        deselectNode: () => dom.style.removeProperty("outline"),
        destroy: () => document.removeEventListener("desk:pictures-changed", show),
      }
    }
  },

  addCommands() {
    return {
      placeStoryPicture:
        () =>
        ({ editor, dispatch }) => {
          if (dispatch) askForPicture(editor, editor.getAttributes(this.name).number, (number) => place(editor, number))
          return true
        },
    }
  },

  onCreate() {
    this.storage.place = (event) => {
      event.preventDefault()
      const content = { type: this.name, attrs: { number: event.detail.number } }
      this.editor.chain().focus().insertContentAt(this.editor.state.selection.to, content).run()
    }
    document.addEventListener("desk:place-picture", this.storage.place)
  },

  onDestroy() {
    document.removeEventListener("desk:place-picture", this.storage.place)
  },

  addKeyboardShortcuts() {
    return { "Mod-Alt-p": ({ editor }) => editor.commands.placeStoryPicture() }
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "storyPicture",
      groups: "nodes",
      button: buttons.material("add_photo_alternate", gettext("Place a picture")),
      active: (editor) => editor.isActive("storyPicture"),
      command: (editor) => editor.commands.placeStoryPicture(),
    })
  },
})
