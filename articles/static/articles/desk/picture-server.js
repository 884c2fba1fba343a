// The picture desk's doors, as the writing page's scripts use them: look, take in, word. What they answer with is a card
// (media/choosing.py). What goes wrong is an Error whose message is a sentence for the editor.

const facts = JSON.parse(document.getElementById("desk-picture-facts")?.textContent ?? "null")

export const say = facts?.say ?? {}
export const mayLook = Boolean(facts?.choose)
export const mayBring = Boolean(facts?.takeIn)

/** Fill the words in braces into a sentence. */
export function fill(sentence, words) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => words[name] ?? whole)
}

/** Return {pictures, older}: cards that `q` finds, older than the cursor `before`. */
export async function look({ q = "", before = "", signal } = {}) {
  return answer(fetch(`${facts.choose}?${new URLSearchParams({ q, before })}`, { signal }))
}

/** Return one picture's card as it is now, with whether it may be changed; null where it is gone. */
export async function card(id) {
  const { pictures } = await answer(fetch(`${facts.choose}?${new URLSearchParams({ only: id })}`))
  return pictures[0] ?? null
}

/** Write the words and the focal point of a picture; return {picture}, or {errors} by field. */
export async function word(id, fields) {
  const address = facts.words.replace("/0/", `/${id}/`)
  const headers = { "X-CSRFToken": token() }
  return answer(fetch(address, { method: "POST", headers, body: new URLSearchParams(fields) }))
}

/** Bring a file; `tell` is called with how much of it is sent, 0 to 1. Return {picture, known, problems} or {refused}. */
export function takeIn(file, tell) {
  const request = new XMLHttpRequest()
  const content = new FormData()
  content.append("upload", file)
  request.open("POST", facts.takeIn)
  request.setRequestHeader("X-CSRFToken", token())
  request.upload.addEventListener("progress", ({ loaded, total }) => tell(total ? loaded / total : 0))
  const done = new Promise((resolve, reject) => {
    request.addEventListener("load", () => {
      const told = read(request.responseText)
      told ? resolve(told) : reject(refusal(request.status))
    })
    request.addEventListener("error", () => reject(new Error(say.noAnswer)))
    request.addEventListener("timeout", () => reject(new Error(say.noAnswer)))
  })
  request.send(content)
  return done
}

async function answer(asked) {
  let response
  try {
    response = await asked
  } catch (fault) {
    if (fault.name === "AbortError") throw fault
    throw new Error(say.noAnswer)
  }
  const told = read(await response.text())
  if (!told) throw refusal(response.status)
  return told
}

/** An expired login or a lost right answers with a page. */
function refusal(status) {
  return new Error(fill(say.refused, { status }))
}

function read(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function token() {
  return document.querySelector("#article_form [name=csrfmiddlewaretoken]").value
}
