// The writing page as a whole: the sheet's fields grow with their text, groups remember whether they are open, the side
// column is a drawer where there is no room beside the sheet. Without it the page is a plain long form.

const page = document.getElementById("desk-page")
const facts = JSON.parse(document.getElementById("desk-facts")?.textContent ?? "{}")
const NARROW = matchMedia("(max-width: 1099px)")
const GROUPS = "desk.groups"
const KHMER = /\p{Script=Khmer}/u
// So many characters tell in which script a story is written.
const OPENING = 100

if (page) {
  writeOnTheSheet(page.querySelector(".sheet"))
  rememberGroups()
  makeDrawer(page.querySelector(".desk-side"), document.querySelector(".desk-side-toggle"))
  saveByKey(page.closest("form"))
  leaveRoomForBar(document.querySelector(".desk-bar"))
}

function writeOnTheSheet(sheet) {
  const field = (name) => sheet.querySelector(`[name=${name}]`)
  const body = () => sheet.querySelector(".field-body .ProseMirror")
  for (const name of ["kicker", "headline", "standfirst"]) {
    if (field(name)) field(name).placeholder = sheet.querySelector(`label[for=${field(name).id}]`).textContent
  }
  if (!CSS.supports("field-sizing", "content")) sheet.querySelectorAll("textarea:not(.prose-editor *)").forEach(grow)
  if (field("headline") && !field("headline").value) field("headline").focus()

  // Enter goes on to what comes next on the page; a headline has one line.
  field("headline")?.addEventListener("keydown", onEnter(() => field("standfirst")?.focus()))
  field("standfirst")?.addEventListener("keydown", onEnter(() => body()?.focus()))

  document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
    if (textarea.name !== "body") return
    editor.view.dom.setAttribute("aria-label", facts.say.body)
    editor.view.dom.setAttribute("aria-multiline", "true")
    editor.view.dom.dataset.placeholder = facts.say.body
    const tell = () => editor.view.dom.classList.toggle("is-empty", editor.isEmpty)
    editor.on("update", tell)
    tell()
  })

  setInTheLanguage(sheet, field("headline"))
}

/** The sheet is set as the section's edition is; until there is a section, as the script asks that is written in. */
function setInTheLanguage(sheet, headline) {
  const section = document.getElementById("id_section")
  if (!section) return
  const words = () => (headline?.value || sheet.querySelector(".ProseMirror")?.textContent) ?? ""
  const set = () => {
    const unfiled = KHMER.test(words().slice(0, OPENING)) ? "km" : facts.edition.language
    sheet.lang = section.value ? (facts.editions[section.value] ?? facts.edition).language : unfiled
  }
  section.addEventListener("change", set)
  sheet.addEventListener("input", set)
  set()
}

function onEnter(next) {
  return (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return
    event.preventDefault()
    next()
  }
}

function grow(area) {
  const fit = () => {
    area.style.height = "auto"
    area.style.height = `${area.scrollHeight}px`
  }
  area.addEventListener("input", fit)
  fit()
}

function rememberGroups() {
  const open = JSON.parse(localStorage.getItem(GROUPS) ?? "{}")
  for (const group of document.querySelectorAll(".desk-group[id]")) {
    if (group.id in open) group.open = open[group.id]
    if (group.querySelector(".errorlist")) group.open = true
    group.addEventListener("toggle", () => {
      localStorage.setItem(GROUPS, JSON.stringify({ ...JSON.parse(localStorage.getItem(GROUPS) ?? "{}"), [group.id]: group.open }))
    })
  }
}

function makeDrawer(side, button) {
  if (!button) return
  page.classList.add("has-drawer")
  button.hidden = false
  const show = (open) => {
    page.classList.toggle("side-open", open)
    button.setAttribute("aria-expanded", String(open))
    if (open) document.dispatchEvent(new CustomEvent("desk:pane", { detail: "side" }))
  }
  button.addEventListener("click", () => {
    show(button.getAttribute("aria-expanded") !== "true")
    if (page.classList.contains("side-open")) side.querySelector("summary")?.focus()
  })
  side.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !NARROW.matches || event.defaultPrevented) return
    show(false)
    button.focus()
  })
  document.addEventListener("desk:pane", ({ detail }) => detail !== "side" && show(false))
  show(Boolean(side.querySelector(".errorlist")))
}

/** Tell the style sheets how high the bar at the bottom is: its buttons may stand in two rows. */
function leaveRoomForBar(bar) {
  if (!bar) return
  new ResizeObserver(() => document.body.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar)
}

function saveByKey(form) {
  const save = form.querySelector("[name=_continue]")
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || event.key.toLowerCase() !== "s") return
    if (!save || document.querySelector("dialog[open]")) return
    event.preventDefault()
    save.click()
  })
}
