// What pressing a button would do to what readers see, told while the editor types. The server says it (articles/admin/
// forecast.py) of the form as it stands, and keeps nothing.

const PAUSE = 500

class Forecast {
  constructor(place) {
    this.place = place
    this.form = place.closest("form")
    this.told = this.typed()
    // select2 and the admin's own scripts change fields without an event of the browser's: so clicks and keys count too.
    for (const event of ["input", "change", "click", "keyup", "drop"]) this.form.addEventListener(event, () => this.soon())
    for (const event of ["formset:added", "formset:removed"]) document.addEventListener(event, () => this.soon())
  }

  typed() {
    return new URLSearchParams([...new FormData(this.form)].filter(([, value]) => typeof value === "string")).toString()
  }

  soon() {
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.ask(), PAUSE)
  }

  async ask() {
    const typed = this.typed()
    if (typed === this.told) return
    this.request?.abort()
    const request = (this.request = new AbortController())
    const headers = { "Content-Type": "application/x-www-form-urlencoded" }
    try {
      const options = { method: "POST", body: typed, headers, signal: request.signal, redirect: "manual" }
      const response = await fetch(this.place.dataset.from, options)
      if (!response.ok) return this.wither()
      this.show(await response.text())
      this.told = typed
    } catch (error) {
      if (error.name !== "AbortError") this.wither()
    }
  }

  /** Put in what is said now; where nothing differs, nothing is read out again. */
  show(html) {
    delete this.place.dataset.state
    const next = new DOMParser().parseFromString(html, "text/html").body
    if (next.textContent.replace(/\s+/g, " ") === this.place.textContent.replace(/\s+/g, " ")) return
    this.place.replaceChildren(...next.childNodes)
  }

  /** What stands there is of before the last words: it is shown faintly until the server answers again. */
  wither() {
    this.place.dataset.state = "stale"
  }
}

const place = document.getElementById("desk-forecast")
if (place) new Forecast(place)
