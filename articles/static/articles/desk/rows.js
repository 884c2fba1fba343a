// Rows of a story beside the sheet: found by typing and added with Enter, moved by buttons, removed. Works on the admin's
// own inlines (inlines.js adds and removes rows, select2 holds what is chosen), and only presses their buttons.

const facts = JSON.parse(document.getElementById("desk-facts")?.textContent ?? "{}")
const PAUSE = 200

// --- Order

function orderRows(group) {
  group.classList.add("is-ordered")
  const dress = (row) => {
    const acts = row.querySelector(".desk-row-acts")
    if (!acts || acts.querySelector(".desk-move") || !row.querySelector("[name$=-order]")) return
    acts.prepend(mover(row, "up"), mover(row, "down"))
  }
  rowsOf(group).forEach(dress)
  group.addEventListener("formset:added", ({ target }) => dress(target))
}

function rowsOf(group) {
  return [...group.querySelectorAll(":scope > .desk-row:not(.empty-form)")]
}

function mover(row, way) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = `desk-move desk-move-${way}`
  button.title = facts.say[way]
  button.setAttribute("aria-label", facts.say[way])
  button.addEventListener("click", () => {
    const group = row.closest(".desk-rows")
    const rows = rowsOf(group)
    const neighbour = rows[rows.indexOf(row) + (way === "up" ? -1 : 1)]
    if (!neighbour) return
    way === "up" ? neighbour.before(row) : neighbour.after(row)
    number(group)
    button.focus()
  })
  return button
}

/** Write the order that is seen into the rows' own fields; an empty row keeps none, or it would count as begun. */
function number(group) {
  rowsOf(group)
    .filter((row) => row.querySelector("select")?.value || row.classList.contains("has_original"))
    .forEach((row, index) => {
      const field = row.querySelector("[name$=-order]")
      field.value = index + 1
      field.dispatchEvent(new Event("change", { bubbles: true }))
    })
}

// --- Finding

function find(finder) {
  const group = document.getElementById(`${finder.dataset.rows}-group`)
  const source = group.querySelector(".empty-form select.admin-autocomplete")
  if (!source) return
  finder.hidden = false
  new Finder(finder, group, source)
}

class Finder {
  constructor(element, group, source) {
    this.group = group
    this.source = source
    this.input = element.querySelector("input")
    this.list = element.querySelector("ul")
    this.status = element.querySelector("[role=status]")
    this.found = []
    this.active = 0
    this.input.addEventListener("input", () => this.ask())
    this.input.addEventListener("keydown", (event) => this.press(event))
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150))
  }

  ask() {
    clearTimeout(this.waiting)
    this.request?.abort()
    this.addWhenFound = false
    const term = this.input.value.trim()
    if (!term) return this.close()
    this.pending = true
    this.waiting = setTimeout(() => this.search(term), PAUSE)
  }

  async search(term) {
    const { "ajax-Url": url, appLabel: app_label, modelName: model_name, fieldName: field_name } = this.source.dataset
    this.request = new AbortController()
    try {
      const asked = new URLSearchParams({ term, app_label, model_name, field_name })
      const response = await fetch(`${url}?${asked}`, { signal: this.request.signal })
      if (!response.ok) throw new Error(`${response.status}`)
      const { results } = await response.json()
      this.show(results)
    } catch (error) {
      if (error.name === "AbortError") return
      this.pending = false
      this.close()
      this.status.textContent = facts.say.noAnswer
    }
  }

  show(results) {
    this.pending = false
    this.active = 0
    this.found = results.filter(({ id }) => id !== facts.article)
    this.list.replaceChildren(...this.found.map((story, index) => this.option(story, index)))
    if (!this.found.length) this.list.append(this.nothing())
    this.list.hidden = false
    this.input.setAttribute("aria-expanded", "true")
    this.mark()
    this.status.textContent = this.found.length
      ? facts.say.found.replace("{n}", this.found.length)
      : facts.say.nothingFound
    if (this.addWhenFound && this.found.length) this.add(this.found[0])
  }

  option({ id, text }, index) {
    const item = document.createElement("li")
    item.role = "option"
    item.id = `${this.list.id}-${index}`
    item.textContent = text
    item.dataset.id = id
    item.addEventListener("mousedown", (event) => {
      event.preventDefault()
      this.add(this.found[index])
    })
    return item
  }

  nothing() {
    const item = document.createElement("li")
    item.role = "option"
    item.setAttribute("aria-disabled", "true")
    item.textContent = facts.say.nothingFound
    return item
  }

  mark() {
    for (const [index, item] of [...this.list.children].entries()) {
      item.setAttribute("aria-selected", String(index === this.active && this.found.length > 0))
    }
    const here = this.found.length ? this.list.children[this.active] : null
    if (here) this.input.setAttribute("aria-activedescendant", here.id)
    else this.input.removeAttribute("aria-activedescendant")
    here?.scrollIntoView({ block: "nearest" })
  }

  press(event) {
    if (event.isComposing) return
    const steps = { ArrowDown: 1, ArrowUp: -1 }
    if (event.key in steps && this.found.length) {
      event.preventDefault()
      this.active = (this.active + steps[event.key] + this.found.length) % this.found.length
      this.mark()
    } else if (event.key === "Enter") {
      // Never the form's own Enter, which would save; pressed before the answer is there, it adds the first one found.
      event.preventDefault()
      if (this.pending) this.addWhenFound = true
      else if (this.found.length) this.add(this.found[this.active])
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault()
      this.close()
    }
  }

  add({ id, text }) {
    const taken = rowsOf(this.group).find((row) => row.querySelector("select.admin-autocomplete")?.value === id)
    if (taken) {
      this.status.textContent = facts.say.thereAlready.replace("{name}", text)
    } else {
      this.group.querySelector(".add-row a").click()
      const select = rowsOf(this.group).at(-1).querySelector("select.admin-autocomplete")
      select.append(new Option(text, id, true, true))
      window.django.jQuery(select).trigger("change")
      select.dispatchEvent(new Event("change", { bubbles: true }))
      this.status.textContent = facts.say.added.replace("{name}", text)
    }
    this.input.value = ""
    this.close()
    this.input.focus()
  }

  close() {
    this.found = []
    this.list.hidden = true
    this.list.replaceChildren()
    this.input.setAttribute("aria-expanded", "false")
    this.input.removeAttribute("aria-activedescendant")
  }
}

for (const group of document.querySelectorAll(".desk-rows")) orderRows(group)
for (const finder of document.querySelectorAll(".desk-finder")) find(finder)
