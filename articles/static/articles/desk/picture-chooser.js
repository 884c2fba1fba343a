// The dialog over the library: newest first, found by words, going on as far as one scrolls. Arrow keys walk the grid.

import { fill, look, say } from "desk/picture-server"

const PAUSE = 200

export class ChooserDialog {
  constructor(dialog, { bring }) {
    this.dialog = dialog
    this.input = dialog.querySelector("[type=search]")
    this.list = dialog.querySelector("ul")
    this.status = dialog.querySelector("[role=status]")
    this.scroll = dialog.querySelector(".desk-chooser-scroll")
    this.end = dialog.querySelector(".desk-chooser-end")
    const seen = ([{ isIntersecting }]) => isIntersecting && this.more()
    new IntersectionObserver(seen, { root: this.scroll, rootMargin: "200px" }).observe(this.end)
    this.input.addEventListener("input", () => this.search())
    this.input.addEventListener("keydown", (event) => this.leaveSearch(event))
    this.list.addEventListener("click", ({ target }) => this.take(target.closest("button")))
    this.list.addEventListener("keydown", (event) => this.walk(event))
    dialog.addEventListener("click", ({ target }) => target.closest("[data-act=close]") && dialog.close())
    dialog.addEventListener("close", () => this.finish(null))
    dialog.querySelector("[type=file]").addEventListener("change", ({ target }) => {
      const files = [...target.files]
      target.value = ""
      bring(files)
    })
  }

  /** Let the editor choose; return the card of a picture, null where none is chosen. */
  ask() {
    this.finish(null)
    this.goOn = false
    this.input.value = ""
    this.dialog.showModal()
    this.input.focus()
    this.start()
    return new Promise((resolve) => (this.resolve = resolve))
  }

  search() {
    clearTimeout(this.waiting)
    this.pending = true
    this.waiting = setTimeout(() => this.start(), PAUSE)
  }

  start() {
    this.request?.abort()
    this.request = null
    this.older = ""
    this.cards = []
    this.fresh = true
    this.pending = true
    this.more()
  }

  async more() {
    if (!this.dialog.open || this.request || !(this.fresh || this.older)) return
    const request = (this.request = new AbortController())
    try {
      const { pictures, older } = await look({ q: this.input.value, before: this.older, signal: request.signal })
      this.show(pictures)
      this.older = older
    } catch (fault) {
      if (fault.name === "AbortError") return
      this.older = ""
      this.pending = false
      this.status.textContent = fault.message
    }
    if (this.request === request) this.request = null
    // Nothing fires where the end of the list stays in sight.
    if (this.older && this.end.getBoundingClientRect().top < this.scroll.getBoundingClientRect().bottom) this.more()
  }

  show(pictures) {
    if (this.fresh) {
      this.list.replaceChildren()
      this.scroll.scrollTop = 0
    }
    this.list.append(...pictures.map((card) => this.item(card)))
    if (this.fresh && pictures.length) this.list.querySelector("button").tabIndex = 0
    this.fresh = false
    this.pending = false
    this.cards.push(...pictures)
    if (this.goOn) this.enterList()
    this.status.textContent = this.cards.length ? fill(say.found, { n: this.cards.length }) : say.none
  }

  item(card) {
    const button = element("button", "desk-chooser-picture")
    button.type = "button"
    button.tabIndex = -1
    button.dataset.id = card.id
    const image = element("img")
    Object.assign(image, { src: card.thumbnail, alt: "", width: 160, height: 160, loading: "lazy" })
    button.append(image, element("span", "desk-chooser-title", card.title))
    if (card.credit) button.append(element("span", "desk-chooser-credit", card.credit))
    if (card.lapsed) {
      button.setAttribute("aria-disabled", "true")
      button.append(element("span", "desk-lack", fill(say.lapsed, { day: card.usable_until })))
    }
    const item = element("li")
    item.append(button)
    return item
  }

  take(button) {
    if (!button || button.getAttribute("aria-disabled") === "true") return
    this.finish(this.cards.find(({ id }) => id === Number(button.dataset.id)))
  }

  leaveSearch(event) {
    if (event.isComposing || !["Enter", "ArrowDown"].includes(event.key)) return
    event.preventDefault()
    // Pressed before the answer is there, it means the pictures that will be found, not those that still stand here.
    if (this.pending) this.goOn = true
    else this.enterList()
  }

  enterList() {
    this.goOn = false
    this.list.querySelector("button")?.focus()
  }

  walk(event) {
    const buttons = [...this.list.querySelectorAll("button")]
    const here = buttons.indexOf(document.activeElement)
    const across = buttons.filter(({ offsetTop }) => offsetTop === buttons[0].offsetTop).length
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across, Home: -here }
    if (here < 0 || !(event.key in steps)) return
    event.preventDefault()
    if (event.key === "ArrowUp" && here < across) return this.input.focus()
    const there = buttons[Math.min(here + steps[event.key], buttons.length - 1)] ?? buttons[0]
    buttons[here].tabIndex = -1
    there.tabIndex = 0
    there.focus()
  }

  get isAsking() {
    return Boolean(this.resolve)
  }

  finish(card) {
    const resolve = this.resolve
    this.resolve = null
    this.request?.abort()
    if (this.dialog.open) this.dialog.close()
    resolve?.(card)
  }
}

function element(tag, className = "", text = "") {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}
