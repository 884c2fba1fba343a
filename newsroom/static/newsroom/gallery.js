// Shows the pictures of a story's gallery one at a time over the whole screen, by keyboard, pointer or touch.
// Without it each picture is a link to its largest size. Its words come from the gallery's data attributes.

const gallery = document.querySelector(".gallery")
const links = [...gallery.querySelectorAll("figure > a")]
const words = gallery.dataset
const { lang } = document.documentElement
const figures = new Intl.NumberFormat(lang.startsWith("km") ? "km-u-nu-khmr" : lang)

const made = (tag, name, text = "") => {
  const element = document.createElement(tag)
  element.className = name
  element.textContent = text
  return element
}

const button = (name, label, act) => {
  const element = made("button", name)
  element.type = "button"
  element.setAttribute("aria-label", label)
  element.addEventListener("click", act)
  return element
}

const dialog = made("dialog", "lightbox")
const figure = made("figure", "")
const place = made("p", "place")
place.setAttribute("aria-live", "polite")
let shown = 0

const show = (number) => {
  shown = (number + links.length) % links.length
  const picture = links[shown].querySelector("picture").cloneNode(true)
  for (const source of picture.children) source.sizes = "96vw"
  picture.querySelector("img").loading = "eager"
  const caption = links[shown].parentElement.querySelector("figcaption")
  figure.replaceChildren(picture, ...(caption ? [caption.cloneNode(true)] : []))
  place.textContent = `${figures.format(shown + 1)} / ${figures.format(links.length)}`
}

const STEPS = { ArrowRight: 1, ArrowLeft: -1 }

dialog.append(
  figure,
  place,
  button("previous", words.previous, () => show(shown - 1)),
  button("next", words.next, () => show(shown + 1)),
  button("close", words.close, () => dialog.close()),
)
dialog.setAttribute("aria-label", words.name)
dialog.addEventListener("keydown", (event) => {
  if (event.key in STEPS) show(shown + STEPS[event.key])
})
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close())
dialog.addEventListener("close", () => links[shown].focus())
gallery.append(dialog)

links.forEach((link, number) =>
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    show(number)
    dialog.showModal()
  }),
)
