// The story's pictures beside the sheet: a card each, chosen, brought, dropped, pasted, put in order. The cards are the
// rows of the admin's own inline (inlines.js adds them), so that what is seen is what is saved.
// The body's editor asks for a picture by the event desk:choose-picture and is asked to place one by desk:place-picture.

import { ChooserDialog } from "desk/picture-chooser"
import { card as cardOf, fill, mayBring, mayLook, say } from "desk/picture-server"
import { WordsDialog } from "desk/picture-words"

const DRAGGED = "application/x-desk-picture"
const PICTURES = /^image\/(jpeg|png|webp|gif|avif)$/
const WORDS = ["caption", "credit", "alt_text"]

function begin(group, template) {
  document.body.append(template.content)
  const words = new WordsDialog(document.querySelector(".desk-words"))
  const chooser = new ChooserDialog(document.querySelector(".desk-chooser"), { bring: (files) => desk.bring(files) })
  const desk = new PictureDesk(group, { words, chooser })
  takeDrops(group.closest("form"), desk)
}

class PictureDesk {
  constructor(group, { words, chooser }) {
    Object.assign(this, { group, words, chooser, cards: new WeakMap(), dragged: null })
    this.tools = group.parentElement.querySelector(".desk-picture-tools")
    this.status = group.parentElement.querySelector(".desk-picture-said")
    this.tools.hidden = !mayLook && !mayBring
    this.tools.querySelector("[data-act=choose]").hidden = !mayLook
    this.tools.querySelector("[data-act=choose]").addEventListener("click", () => this.choose())
    this.tools.querySelector(".desk-file").hidden = !mayBring
    this.tools.querySelector("[type=file]").addEventListener("change", ({ target }) => {
      const files = [...target.files]
      target.value = ""
      this.bring(files)
    })
    group.classList.add("is-live")
    // A form that came back with errors, or from a draft, has its rows as they were numbered when it was first shown.
    group.querySelector(".empty-form").before(...this.rows.sort((one, other) => place(one) - place(other)))
    for (const row of this.rows) this.dress(row)
    group.addEventListener("formset:added", ({ target }) => this.dress(target))
    group.addEventListener("click", (event) => this.act(event))
    group.addEventListener("input", ({ target }) => this.refresh(target.closest(".desk-use")))
    group.addEventListener("change", (event) => this.changed(event))
    this.arrangeByDrag()
    document.addEventListener("desk:choose-picture", (event) => this.chooseForBody(event))
  }

  get rows() {
    return [...this.group.querySelectorAll(":scope > .desk-use:not(.empty-form)")]
  }

  get staying() {
    return this.rows.filter((row) => !row.classList.contains("is-removed"))
  }

  // --- Rows

  dress(row) {
    row.querySelector(".desk-use-acts").hidden = false
    row.querySelector(".desk-use-shown").draggable = true
    const card = JSON.parse(row.querySelector("script").textContent)
    if (card) this.cards.set(row, card)
    row.classList.toggle("is-removed", Boolean(field(row, "DELETE")?.checked))
    this.refresh(row)
  }

  /** Show what the row's fields say, and what they leave to the picture's own words. */
  refresh(row) {
    if (!row) return
    const card = this.cards.get(row)
    const said = Object.fromEntries(WORDS.map((name) => [name, field(row, name).value || card?.[name] || ""]))
    Object.assign(row.dataset, {
      key: field(row, "number").value,
      thumbnail: card?.thumbnail ?? "",
      preview: card?.preview ?? "",
      caption: said.caption,
    })
    if (card) {
      row.querySelector(".desk-use-shown").replaceChildren(thumbnail(card))
      row.querySelector(".desk-use-title").textContent = said.caption || card.title
      for (const name of WORDS) field(row, name).placeholder = card[name]
    }
    const lacks = [
      card?.lapsed && fill(say.lapsed, { day: card.usable_until }),
      card && !said.credit && say.noCredit,
      card && !said.alt_text && say.noAlt,
    ]
    row.querySelector(".desk-use-lacks").textContent = lacks.filter(Boolean).join(" · ")
    row.querySelector(".desk-use-number").textContent = row.dataset.key && fill(say.number, { n: row.dataset.key })
    row.querySelector("[data-act=place]").hidden = field(row, "placement").value !== "body"
    row.querySelector("[data-act=words]").hidden = !card
    row.querySelector("[data-act=remove]").hidden = row.classList.contains("is-removed")
    row.querySelector("[data-act=back]").hidden = !row.classList.contains("is-removed")
    document.dispatchEvent(new CustomEvent("desk:pictures-changed"))
  }

  /** Add a picture to the story; return its row. It leads where nothing does yet. */
  add(card, placement = this.hasLead() ? "gallery" : "lead") {
    const number = Math.max(0, ...this.rows.map((row) => Number(field(row, "number").value))) + 1
    this.group.querySelector(".add-row a").click()
    const row = this.rows.at(-1)
    this.cards.set(row, card)
    set(field(row, "picture"), card.id)
    set(field(row, "number"), number)
    set(field(row, "placement"), placement)
    this.number()
    this.refresh(row)
    this.tell(fill(say.added, { name: nameOf(row) }))
    return row
  }

  hasLead() {
    return this.staying.some((row) => field(row, "placement").value === "lead")
  }

  /** Write the order that is seen into the rows' own fields. */
  number() {
    for (const [index, row] of this.rows.entries()) set(field(row, "order"), index + 1)
  }

  async changed({ target }) {
    const row = target.closest(".desk-use")
    if (target.name?.endsWith("-placement") && target.value === "lead") this.demoteOthers(row)
    // Another script (a draft that is brought back) may write another picture into the row.
    if (target.name?.endsWith("-picture") && target.value && Number(target.value) !== this.cards.get(row)?.id) {
      const card = await cardOf(target.value)
      if (card) this.cards.set(row, card)
    }
    if (target.name?.endsWith("-DELETE")) row.classList.toggle("is-removed", target.checked)
    this.refresh(row)
  }

  demoteOthers(lead) {
    for (const row of this.staying) {
      if (row === lead || field(row, "placement").value !== "lead") continue
      set(field(row, "placement"), "gallery")
      this.tell(say.demoted)
    }
  }

  act(event) {
    const button = event.target.closest("[data-act]")
    if (!button) return
    const row = button.closest(".desk-use")
    const acts = {
      up: () => this.move(row, -1, button),
      down: () => this.move(row, 1, button),
      place: () => this.place(row),
      words: () => this.word(row),
      remove: () => this.remove(row, true),
      back: () => this.remove(row, false),
    }
    acts[button.dataset.act]?.()
  }

  move(row, way, button) {
    const neighbour = this.rows[this.rows.indexOf(row) + way]
    if (!neighbour) return
    way < 0 ? neighbour.before(row) : neighbour.after(row)
    this.settle(row)
    button.focus()
  }

  settle(row) {
    this.number()
    const words = { name: nameOf(row), n: this.rows.indexOf(row) + 1, all: this.rows.length }
    this.tell(fill(say.moved, words))
  }

  remove(row, goes) {
    field(row, "DELETE").checked = goes
    field(row, "DELETE").dispatchEvent(new Event("change", { bubbles: true }))
    this.tell(fill(goes ? say.removed : say.back, { name: nameOf(row) }))
    row.querySelector(goes ? "[data-act=back]" : "[data-act=remove]").focus()
  }

  place(row) {
    const number = Number(field(row, "number").value)
    const ask = new CustomEvent("desk:place-picture", { cancelable: true, detail: { number } })
    if (document.dispatchEvent(ask)) this.tell(say.noPlace)
  }

  tell(sentence) {
    this.status.textContent = sentence
  }

  // --- Dialogs

  async choose(placement) {
    const card = await this.chooser.ask()
    return card && this.add(card, placement)
  }

  /** The picture itself: its words and its focal point, for every story that uses it. */
  async word(row) {
    try {
      const card = await cardOf(this.cards.get(row).id)
      const changed = card && (await this.words.ask(card))
      if (changed) this.cards.set(row, changed)
      this.refresh(row)
    } catch (fault) {
      this.tell(fault.message)
    }
  }

  async bring(files) {
    const pictures = files.filter(({ type }) => PICTURES.test(type))
    if (!mayBring) return this.tell(say.noFiles)
    if (!pictures.length) return this.tell(say.notPictures)
    await this.words.bring(pictures, (card) => (this.chooser.isAsking ? this.chooser.finish(card) : this.add(card)))
  }

  /** Give the body's editor the number of a picture; one that the story has already is used again. */
  async chooseForBody(event) {
    if (!mayLook) return
    event.preventDefault()
    const card = await this.chooser.ask()
    if (!card) return
    const used = this.staying.find((row) => this.cards.get(row)?.id === card.id && field(row, "placement").value !== "lead")
    if (used) set(field(used, "placement"), "body")
    const row = used ?? this.add(card, "body")
    this.refresh(row)
    event.detail.place(Number(field(row, "number").value))
  }

  // --- Order by drag

  arrangeByDrag() {
    this.group.addEventListener("dragstart", (event) => {
      if (!event.target.classList?.contains("desk-use-shown")) return
      this.dragged = event.target.closest(".desk-use")
      event.dataTransfer.setData(DRAGGED, "")
      event.dataTransfer.effectAllowed = "move"
      event.dataTransfer.setDragImage(this.dragged, 10, 10)
    })
    this.group.addEventListener("dragover", (event) => {
      const over = event.target.closest(".desk-use:not(.empty-form)")
      if (!this.dragged || !over) return
      event.preventDefault()
      if (over === this.dragged) return
      const { top, height } = over.getBoundingClientRect()
      event.clientY < top + height / 2 ? over.before(this.dragged) : over.after(this.dragged)
    })
    this.group.addEventListener("drop", (event) => this.dragged && event.preventDefault())
    this.group.addEventListener("dragend", () => {
      if (this.dragged) this.settle(this.dragged)
      this.dragged = null
    })
  }
}

// --- Files dropped or pasted anywhere on the page

function takeDrops(form, desk) {
  const holdsFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files")
  const over = (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    form.classList.add("is-dropped-on")
  }
  const leave = (event) => {
    if (!event.relatedTarget) form.classList.remove("is-dropped-on")
  }
  // Before the body's editor gets to see them.
  form.addEventListener("dragenter", over, true)
  form.addEventListener("dragover", over, true)
  form.addEventListener("dragleave", leave, true)
  form.addEventListener(
    "drop",
    (event) => {
      form.classList.remove("is-dropped-on")
      if (!holdsFiles(event)) return
      event.preventDefault()
      event.stopPropagation()
      desk.bring([...event.dataTransfer.files])
    },
    true,
  )
  form.addEventListener(
    "paste",
    (event) => {
      const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => PICTURES.test(type))
      if (!files.length || holdsWords(event.clipboardData)) return
      event.preventDefault()
      event.stopPropagation()
      desk.bring(files)
    },
    true,
  )
}

/** Word and web pages bring a picture of the text along: then the text is meant. */
function holdsWords(clipboard) {
  const page = new DOMParser().parseFromString(clipboard.getData("text/html"), "text/html")
  return Boolean(clipboard.getData("text/plain").trim() || page.body.textContent.trim())
}

// --- One row

function field(row, name) {
  return row.querySelector(`[name$="-${name}"]`)
}

/** Where a row stands by its number; one without comes last. */
function place(row) {
  return Number(field(row, "order").value || Number.MAX_SAFE_INTEGER)
}

function set(input, value) {
  if (!input || input.value === String(value)) return
  input.value = value
  input.dispatchEvent(new Event("change", { bubbles: true }))
}

function nameOf(row) {
  return row.querySelector(".desk-use-title").textContent
}

function thumbnail({ thumbnail: src }) {
  return Object.assign(document.createElement("img"), { src, alt: "", width: 88, height: 88, draggable: false })
}

const group = document.getElementById("pictures-group")
const template = document.getElementById("desk-picture-dialogs")
if (group && template) begin(group, template)
