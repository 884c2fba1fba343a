// What the admin's own scripts put into a page without a name that a screen reader could say. On every page.

const EXPLANATION = ".help-tooltip[aria-label]"

/** select2 hides the labelled field behind a box of its own. */
function nameChoosers(root) {
  for (const field of root.querySelectorAll("select.admin-autocomplete")) {
    const name = field.labels[0]?.textContent.trim()
    const box = field.nextElementSibling?.querySelector(".select2-selection")
    if (!name || !box) continue
    box.removeAttribute("aria-labelledby")
    for (const part of [box, box.querySelector("[role=textbox]")]) part?.setAttribute("aria-label", name)
  }
}

/** The two boxes between which groups and rights are moved explain themselves by a sign. */
function nameExplanations() {
  for (const sign of document.querySelectorAll(EXPLANATION)) sign.role = "img"
}

// After the admin's scripts, which work when the document is ready, or when all of it is loaded, or when a row is added.
window.django?.jQuery(() => nameChoosers(document))
document.addEventListener("formset:added", ({ target }) => nameChoosers(target))
addEventListener("load", () => setTimeout(nameExplanations))
