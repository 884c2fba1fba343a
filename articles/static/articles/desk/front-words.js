/* What the arranging page says aloud, in the one live region that it has. */

const said = document.getElementById("front-said")

/** Put values into the places of a sentence: fill("{a} of {b}", { a: 1, b: 2 }). */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
}

/** Say a sentence; with `label` and `act`, add a button and return it. */
export function say(sentence, label, act) {
  said.textContent = sentence
  if (!label) return null
  const button = document.createElement("button")
  button.type = "button"
  button.className = "button"
  button.textContent = label
  button.addEventListener("click", act, { once: true })
  said.append(" ", button)
  return button
}
