// The dialog that asks for a picture's words and its focal point at once: of a file on its way, or of a picture that is
// in the library already.

import { FocalPoint } from "desk/picture-focal"
import { fill, say, takeIn, word } from "desk/picture-server"

const FIELDS = ["caption", "credit", "alt_text"]

export class WordsDialog {
  constructor(dialog) {
    this.dialog = dialog
    this.form = dialog.querySelector("form")
    this.page = dialog.querySelector(".desk-words-page")
    this.progress = dialog.querySelector("progress")
    this.status = dialog.querySelector("[role=status]")
    this.alarm = dialog.querySelector("[role=alert]")
    this.done = dialog.querySelector("[type=submit]")
    this.focal = new FocalPoint(dialog)
    this.form.addEventListener("submit", (event) => this.save(event))
    dialog.addEventListener("click", ({ target }) => target.closest("[data-act=close]") && dialog.close())
    // The event comes late: by then the dialog may be open again for the next file.
    dialog.addEventListener("close", () => dialog.open || this.leave())
  }

  /** Ask about a picture; return its card when the editor is done, null when they leave it. */
  ask(card, said = "") {
    this.status.textContent = said || (card.may_change ? "" : say.readOnly)
    this.progress.hidden = true
    this.alarm.hidden = true
    this.card = card
    this.dialog.querySelector("h2").textContent = card.file_name
    for (const name of FIELDS) {
      const field = this.form.elements[name]
      field.value = card[name]
      field.readOnly = !card.may_change
    }
    this.dialog.querySelector("[data-page]").href = card.page
    this.focal.show(card)
    this.page.hidden = false
    this.done.hidden = false
    this.open()
    this.missing().focus()
    return this.answer()
  }

  /** Bring files one after the other and ask about each; call `add` with the card of each that is to be used. */
  async bring(files, add) {
    const sending = this.send(files)
    for (const [index, { file, sent, part }] of sending.entries()) {
      const words = { name: file.name, n: index + 1, all: files.length }
      this.wait(fill(say.sending, words), part)
      let told
      try {
        told = await sent
      } catch (fault) {
        told = { refused: fault.message }
      }
      // Left while a file is on its way: what is sent stays in the library, and nothing is asked any more.
      if (this.wasLeft) return
      const card = told.refused ? await this.refuse(told.refused) : await this.ask(told.picture, welcome(told, words))
      if (card) add(card)
    }
  }

  /** Start to send all files, one at a time, while the editor words those that are there. */
  send(files) {
    let before = Promise.resolve()
    return files.map((file) => {
      const part = { done: 0, tell: () => {} }
      const sent = before.then(() =>
        takeIn(file, (done) => {
          part.done = done
          part.tell(done)
        }),
      )
      before = sent.catch(() => {})
      return { file, sent, part }
    })
  }

  wait(said, part) {
    this.status.textContent = said
    this.page.hidden = true
    this.done.hidden = true
    this.progress.hidden = false
    this.progress.value = part.done
    part.tell = (done) => (this.progress.value = done)
    this.wasLeft = false
    this.open()
  }

  refuse(sentence) {
    this.progress.hidden = true
    this.page.hidden = true
    this.done.hidden = true
    this.status.textContent = sentence
    this.open()
    return this.answer()
  }

  async save(event) {
    event.preventDefault()
    if (!this.card.may_change) return this.finish(this.card)
    const fields = Object.fromEntries(FIELDS.map((name) => [name, this.form.elements[name].value.trim()]))
    fields.focal_point = this.focal.value
    if (Object.keys(fields).every((name) => fields[name] === this.card[name])) return this.finish(this.card)
    this.done.disabled = true
    try {
      const { picture, errors } = await word(this.card.id, fields)
      if (picture) return this.finish(picture)
      this.complain(Object.values(errors).flat().join(" "))
    } catch (fault) {
      this.complain(fault.message)
    } finally {
      this.done.disabled = false
    }
  }

  complain(sentence) {
    this.alarm.textContent = sentence
    this.alarm.hidden = false
  }

  missing() {
    const empty = FIELDS.map((name) => this.form.elements[name]).find((field) => !field.value)
    return this.card.may_change && empty ? empty : this.done
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal()
  }

  answer() {
    return new Promise((resolve) => (this.resolve = resolve))
  }

  leave() {
    this.wasLeft = true
    this.finish(null)
  }

  finish(card) {
    const resolve = this.resolve
    this.resolve = null
    if (this.dialog.open) this.dialog.close()
    resolve?.(card)
  }
}

function welcome({ known, problems, picture }, words) {
  const said = [fill(known ? say.known : say.sent, words), ...problems]
  if (!picture.may_change) said.push(say.readOnly)
  return said.join(" ")
}
