/* The two tabs beside the slots, and in the second the real page with the arrangement as it stands in the form. */

import { say } from "desk/front-words"

const PAUSE = 500

/** Set up the tabs; return a function that shows the page anew soon, if its tab is open. */
export function beginPreview(form) {
  const tabs = [...form.querySelectorAll("[role=tab]")]
  const panels = tabs.map((tab) => document.getElementById(tab.getAttribute("aria-controls")))
  const stage = form.querySelector(".front-stage")
  const widths = [...form.querySelectorAll("[data-width]")]
  let waiting
  let asked = 0

  form.querySelector("[role=tablist]").hidden = false
  for (const panel of panels) panel.setAttribute("role", "tabpanel")
  for (const tab of tabs) {
    tab.addEventListener("click", () => open(tab))
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return
      event.preventDefault()
      const other = tabs[1 - tabs.indexOf(tab)]
      open(other)
      other.focus()
    })
  }
  for (const button of widths) button.addEventListener("click", () => choose(button))
  new ResizeObserver(scale).observe(stage)

  function open(chosen) {
    tabs.forEach((tab, number) => {
      tab.setAttribute("aria-selected", tab === chosen)
      tab.tabIndex = tab === chosen ? 0 : -1
      panels[number].hidden = tab !== chosen
    })
    soon(0)
  }

  function choose(chosen) {
    for (const button of widths) button.setAttribute("aria-pressed", button === chosen)
    scale()
  }

  function scale() {
    const width = Number(widths.find((button) => button.getAttribute("aria-pressed") === "true").dataset.width)
    const scaled = Math.min(1, stage.clientWidth / width)
    stage.style.setProperty("--width", `${width}px`)
    stage.style.setProperty("--scale", scaled)
  }

  function soon(pause = PAUSE) {
    clearTimeout(waiting)
    if (!stage.closest("[hidden]")) waiting = setTimeout(show, pause)
  }

  async function show() {
    const mine = ++asked
    let page = null
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) })
      if (answer.ok && !answer.redirected) page = await answer.text()
    } catch (fault) {
      if (!(fault instanceof TypeError)) throw fault
    }
    if (mine !== asked) return
    if (page === null) say(form.dataset.stale)
    else put(page)
  }

  /* A new frame each time: a page put into the old one would be a step in the browser's history. */
  function put(page) {
    const before = stage.querySelector("iframe:not(.is-coming)")
    stage.querySelector(".is-coming")?.remove()
    const frame = document.createElement("iframe")
    frame.title = stage.dataset.title
    frame.sandbox = "allow-same-origin"
    frame.className = "is-coming"
    frame.srcdoc = page
    frame.addEventListener("load", () => {
      frame.contentDocument.addEventListener("click", (event) => event.preventDefault())
      frame.contentWindow.scrollTo(0, before?.contentWindow.scrollY ?? 0)
      frame.classList.remove("is-coming")
      before?.remove()
    })
    stage.append(frame)
  }

  return soon
}
