/* The picture of a slot: chosen from the library in the desk's own dialog, or the story's own again. */

import { ChooserDialog } from "desk/picture-chooser"

const dialog = document.querySelector("dialog.desk-chooser")
let chooser

/** Put the chooser in the place of the numbers of the pictures in these slots. */
export function showChoosing(slots) {
  for (const slot of slots) slot.querySelector(".front-picture").hidden = false
}

/** Do what a pressed button of a slot's picture says; return whether the slot has another picture now. */
export async function choosePicture(button, slot) {
  const number = slot.querySelector("[name$=-picture]")
  const thumb = slot.querySelector(".front-thumb")
  const own = slot.querySelector("[data-own]")
  if (button === own) {
    number.value = ""
    thumb.querySelector(":scope > :not(:has(.of-story))")?.remove()
    own.hidden = true
    button.previousElementSibling.focus()
    return true
  }
  chooser ??= new ChooserDialog(dialog, { bring: () => {} })
  const card = await chooser.ask()
  button.focus()
  if (!card) return false
  number.value = card.id
  thumb.querySelector(":scope > :not(:has(.of-story))")?.remove()
  const image = Object.assign(document.createElement("img"), { src: card.thumbnail, alt: "" })
  const holder = document.createElement("picture")
  holder.append(image)
  thumb.prepend(holder)
  own.hidden = false
  return true
}
