/* Arranging a front: move slots by drag, buttons and arrow keys, place stories without leaving the page, see the result.
   Everything here is also done by the form itself, one page later. */

import { fill, say } from "desk/front-words"
import { beginDragging } from "desk/front-drag"
import { choosePicture, showChoosing } from "desk/front-picture"
import { beginPreview } from "desk/front-preview"

const form = document.getElementById("front-form")
const stories = document.getElementById("front-found")

const list = () => form.querySelector("ol.front-slots")
const slots = () => [...list().children]
const headlineOf = (slot) => slot.dataset.headline

const showPreview = beginPreview(form)

function begin() {
  form.classList.add("has-script")
  reveal()
  form.addEventListener("click", pressed)
  form.addEventListener("keydown", typed)
  form.addEventListener("input", (event) => {
    if (event.target.name === "q") search(event.target.value)
    else showPreview()
  })
  form.addEventListener("change", () => showPreview())
  beginDragging(form, { slots, moved: (slot) => settled(slot), placed: (story, place) => placeStory(story, place) })
  watchOlder()
  number()
}

/* What only a script can answer is hidden until there is one. */
function reveal() {
  for (const part of form.querySelectorAll("[hidden].front-keys, [hidden].front-handle")) part.hidden = false
  showChoosing(slots())
}

/* --- Slots ------------------------------------------------------------------------------------------------------ */

function number() {
  const all = slots()
  all.forEach((slot, place) => {
    slot.querySelector("[name$=-order]").value = place + 1
    const [up, down, remove] = slot.querySelectorAll(".front-acts button")
    for (const button of [up, down, remove]) button.value = place
    up.disabled = place === 0
    down.disabled = place === all.length - 1
  })
  const placed = new Set(all.map((slot) => slot.dataset.story))
  for (const story of stories.querySelectorAll("[data-story]")) {
    story.querySelector("[name=_add]").disabled = placed.has(story.dataset.story)
  }
}

function settled(slot) {
  number()
  showPreview()
  const all = slots()
  say(fill(form.dataset.moved, { headline: headlineOf(slot), place: all.indexOf(slot) + 1, number: all.length }))
}

function move(slot, place, focused) {
  const all = slots()
  const here = all.indexOf(slot)
  const there = Math.max(0, Math.min(place, all.length - 1))
  if (here === there) return
  list().insertBefore(slot, there > here ? all[there].nextSibling : all[there])
  settled(slot)
  // A button that has just been switched off at the end of the list would lose the focus.
  const target = focused.disabled ? slot.querySelector(".front-handle") : focused
  target.focus()
}

function remove(slot) {
  const next = slot.nextElementSibling
  const focused = next ?? slot.previousElementSibling
  slot.remove()
  number()
  showPreview()
  const undo = say(fill(form.dataset.removed, { headline: headlineOf(slot) }), form.dataset.undo, () => {
    list().insertBefore(slot, next?.isConnected ? next : null)
    settled(slot)
    slot.querySelector(".front-handle").focus()
  })
  ;(focused?.querySelector(".front-handle") ?? undo).focus()
}

function pressed(event) {
  const button = event.target.closest("button")
  const slot = button?.closest(".front-slot")
  if (slot && ["_up", "_down", "_remove"].includes(button.name)) {
    event.preventDefault()
    const here = slots().indexOf(slot)
    if (button.name === "_remove") remove(slot)
    else move(slot, here + (button.name === "_up" ? -1 : 1), button)
  } else if (slot && button.closest(".front-picture")) {
    choosePicture(button, slot).then((chosen) => chosen && showPreview())
  } else if (button?.name === "_add") {
    event.preventDefault()
    placeStory(button.value)
  } else if (button?.name === "_older") {
    event.preventDefault()
    more(button)
  } else if (button && "search" in button.dataset) {
    event.preventDefault()
    search(form.elements.q.value, 0)
  }
}

function typed(event) {
  const handle = event.target.closest(".front-handle")
  if (handle) {
    const slot = handle.closest(".front-slot")
    const here = slots().indexOf(slot)
    const places = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 0, End: Infinity }
    if (event.key in places) {
      event.preventDefault()
      move(slot, places[event.key], handle)
    }
  } else if (event.key === "Enter" && event.target.matches("input:not([type=submit])")) {
    event.preventDefault()
    if (event.target.name === "q") search(event.target.value, 0)
  }
}

/* Let the server write the row: it alone knows how a slot looks, and what was typed in the others goes there and back. */
async function placeStory(story, place) {
  const fields = new FormData(form)
  fields.set("_add", story)
  if (place !== undefined) fields.set("_at", place)
  const page = await ask(form.action, { method: "POST", body: fields })
  if (!page) return
  const added = new DOMParser().parseFromString(page, "text/html").getElementById("front-slots")
  document.getElementById("front-slots").replaceWith(document.adoptNode(added))
  reveal()
  number()
  showPreview()
  const at = slots().findIndex((slot) => slot.dataset.story === story)
  if (at >= 0) say(fill(form.dataset.added, { headline: headlineOf(slots()[at]), place: at + 1 }))
}

/* --- Stories ---------------------------------------------------------------------------------------------------- */

let waiting
let asked = 0

function search(words, pause = 250) {
  clearTimeout(waiting)
  waiting = setTimeout(async () => {
    const mine = ++asked
    const piece = await ask(`${form.dataset.stories}?${new URLSearchParams({ q: words })}`)
    // An answer that comes after a newer question is not shown.
    if (piece === null || mine !== asked) return
    stories.replaceChildren(...parts(piece))
    watchOlder()
    number()
    say(fill(form.dataset.found, { number: `${stories.querySelectorAll("li").length}${older() ? "+" : ""}` }))
  }, pause)
}

const older = () => stories.querySelector("[name=_older]")

async function more(button) {
  if (button.disabled) return
  button.disabled = true
  const query = new URLSearchParams({ q: form.elements.q.value, _older: button.value })
  const piece = await ask(`${form.dataset.stories}?${query}`)
  if (piece === null) {
    button.disabled = false
    return
  }
  const added = parts(piece)
  const focused = document.activeElement === button
  button.closest(".front-older").remove()
  stories.append(...added)
  if (focused) added.find((part) => part.matches?.("ul"))?.querySelector("button:not(:disabled)")?.focus()
  watchOlder()
  number()
}

const watcher = new IntersectionObserver((seen) => {
  for (const entry of seen) if (entry.isIntersecting && !form.elements.q.disabled) more(entry.target)
})

function watchOlder() {
  watcher.disconnect()
  if (older()) watcher.observe(older())
}

function parts(piece) {
  return [...new DOMParser().parseFromString(piece, "text/html").body.children].map((part) => document.adoptNode(part))
}

async function ask(url, options = {}) {
  try {
    const answer = await fetch(url, { credentials: "same-origin", ...options })
    if (answer.ok && !answer.redirected) return await answer.text()
  } catch (fault) {
    if (!(fault instanceof TypeError)) throw fault
  }
  say(form.dataset.failed)
  return null
}

begin()
