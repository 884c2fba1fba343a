// The page that readers would get of what is in the form now, beside the form. The server makes it (articles/admin/
// previewing.py) and keeps nothing. No script of the page runs in the frame; links in it open in a tab of their own.

const PAUSE = 400
const KEPT = "desk.preview"

class Preview {
  constructor(pane, toggle) {
    this.pane = pane
    this.toggle = toggle
    this.form = pane.closest("form")
    this.desk = document.getElementById("desk-page")
    this.frame = pane.querySelector("iframe")
    this.stage = pane.querySelector(".desk-preview-stage")
    this.said = pane.querySelector("[role=status]")
    this.kept = { open: false, width: 360, ...JSON.parse(localStorage.getItem(KEPT) ?? "{}") }
    this.listen()
    toggle.hidden = false
    this.setWidth(this.kept.width)
    if (this.kept.open) this.open(true)
  }

  listen() {
    this.toggle.addEventListener("click", () => this.open(this.pane.hidden))
    this.pane.querySelector(".desk-preview-close").addEventListener("click", () => {
      this.open(false)
      this.toggle.focus()
    })
    for (const button of this.pane.querySelectorAll("[data-width]")) {
      button.addEventListener("click", () => this.setWidth(Number(button.dataset.width)))
    }
    // select2 and the admin's own scripts change fields without an event of the browser's: so keys and clicks count too.
    for (const event of ["input", "change", "click", "keyup", "drop"]) this.form.addEventListener(event, () => this.soon())
    for (const event of ["formset:added", "formset:removed"]) document.addEventListener(event, () => this.soon())
    document.addEventListener("desk:pane", ({ detail }) => detail !== "preview" && this.narrow && this.open(false))
    new ResizeObserver(() => this.fit()).observe(this.stage)
  }

  get narrow() {
    return matchMedia("(max-width: 1099px)").matches
  }

  open(open) {
    this.pane.hidden = !open
    this.toggle.setAttribute("aria-expanded", String(open))
    this.desk.classList.toggle("with-preview", open)
    this.keep({ open })
    if (!open) return
    document.dispatchEvent(new CustomEvent("desk:pane", { detail: "preview" }))
    this.fit()
    this.refresh()
  }

  setWidth(width) {
    this.keep({ width })
    for (const button of this.pane.querySelectorAll("[data-width]")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.width) === width))
    }
    this.desk.classList.toggle("with-wide-preview", width > 600)
    this.fit()
  }

  /** Lay the page out at its width, and make it as small as the pane is. */
  fit() {
    const { clientWidth, clientHeight } = this.stage
    if (!clientWidth) return
    const scale = Math.min(1, clientWidth / this.kept.width)
    Object.assign(this.frame.style, {
      width: `${this.kept.width}px`,
      height: `${clientHeight / scale}px`,
      transform: `scale(${scale})`,
      marginInlineStart: `${Math.max(0, (clientWidth - this.kept.width * scale) / 2)}px`,
    })
  }

  keep(change) {
    Object.assign(this.kept, change)
    localStorage.setItem(KEPT, JSON.stringify(this.kept))
  }

  soon() {
    if (this.pane.hidden) return
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.refresh(), PAUSE)
  }

  async refresh() {
    const typed = new URLSearchParams([...new FormData(this.form)].filter(([, value]) => typeof value === "string"))
    if (typed.toString() === this.shown) return
    this.request?.abort()
    const request = (this.request = new AbortController())
    try {
      const response = await fetch(this.pane.dataset.from, {
        method: "POST",
        body: typed,
        signal: request.signal,
        redirect: "manual",
      })
      if (!response.ok) return this.say(response.status >= 500 ? "stale" : "refused")
      this.show(await response.text())
      this.shown = typed.toString()
      this.say("current")
    } catch (error) {
      if (error.name !== "AbortError") this.say("stale")
    }
  }

  /** The first page is loaded; of a later one only what differs is put in, so that nothing flickers or scrolls away. */
  show(html) {
    if (!this.loaded) {
      this.loaded = true
      this.frame.addEventListener("load", () => this.aimLinks())
      this.frame.srcdoc = html
      return
    }
    const next = new DOMParser().parseFromString(html, "text/html")
    const { contentDocument: now } = this.frame
    now.documentElement.lang = next.documentElement.lang
    patch(now.body, next.body)
    this.aimLinks()
  }

  aimLinks() {
    for (const link of this.frame.contentDocument.querySelectorAll('a[href]:not([href^="#"])')) link.target = "_blank"
  }

  say(what) {
    const sentence = document.getElementById("desk-preview-words").content.querySelector(`[data-say=${what}]`).textContent
    if (this.said.textContent !== sentence) this.said.textContent = sentence
    this.pane.dataset.state = what
  }
}

/** Make one tree like another, touching only what differs. */
function patch(now, next) {
  if (now.isEqualNode(next)) return
  if (now.nodeName !== next.nodeName || now.nodeType !== Node.ELEMENT_NODE) return now.replaceWith(document.importNode(next, true))
  for (const { name } of [...now.attributes]) if (!next.hasAttribute(name)) now.removeAttribute(name)
  for (const { name, value } of next.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value)
  const wanted = [...next.childNodes]
  const there = [...now.childNodes]
  there.slice(wanted.length).forEach((node) => node.remove())
  wanted.forEach((node, index) => (there[index] ? patch(there[index], node) : now.append(document.importNode(node, true))))
}

const pane = document.getElementById("desk-preview")
if (pane) new Preview(pane, document.querySelector(".desk-preview-toggle"))
