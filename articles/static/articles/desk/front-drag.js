/* Dragging with a pointer of any kind: a slot by its handle to another place, a story from the list into the slots. */

import { say } from "desk/front-words"

/** `moved(slot)` is called for a slot that was let go elsewhere, `placed(story, place)` for a story let go on a place. */
export function beginDragging(form, { slots, moved, placed }) {
  form.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return
    const handle = event.target.closest(".front-handle")
    if (handle) drag(event, handle, slotDrag(handle.closest(".front-slot")))
    else if (event.target.closest("#front-found li") && !event.target.closest("button")) {
      drag(event, event.target, storyDrag(event.target.closest("li")))
    }
  })

  function drag(start, grip, { item, over, drop, back }) {
    // Text would be marked on the way. A touch on the list scrolls it; the handles are made for touch.
    if (start.pointerType === "touch" && !grip.matches(".front-handle")) return
    start.preventDefault()
    grip.focus()
    const stop = new AbortController()
    const end = (finish) => {
      stop.abort()
      item.classList.remove("is-dragged")
      finish?.()
    }
    const on = (name, act) => window.addEventListener(name, act, { signal: stop.signal })
    item.classList.add("is-dragged")
    on("pointermove", (event) => {
      event.preventDefault()
      over(event)
    })
    on("pointerup", (event) => end(() => drop(event)))
    on("pointercancel", () => end(back))
    on("keydown", (event) => {
      if (event.key === "Escape") end(back)
    })
    say(form.dataset.grabbed)
  }

  function slotDrag(slot) {
    const before = slot.nextElementSibling
    const began = slots().indexOf(slot)
    return {
      item: slot,
      over({ clientY }) {
        const below = slots().find((other) => other !== slot && clientY < middle(other))
        if (below !== slot.nextElementSibling) slot.parentElement.insertBefore(slot, below ?? null)
      },
      drop() {
        if (slots().indexOf(slot) !== began) moved(slot)
      },
      back: () => slot.parentElement.insertBefore(slot, before),
    }
  }

  function storyDrag(story) {
    const clear = () => form.querySelectorAll(".is-target").forEach((slot) => slot.classList.remove("is-target"))
    const target = ({ clientX, clientY }) => {
      const area = document.getElementById("front-slots").getBoundingClientRect()
      if (clientX < area.left || clientX > area.right || clientY < area.top || clientY > area.bottom) return -1
      const place = slots().findIndex((slot) => clientY < middle(slot))
      return place < 0 ? slots().length : place
    }
    return {
      item: story,
      over(event) {
        clear()
        const place = target(event)
        if (place >= 0) (slots()[place] ?? document.querySelector("#front-slots .front-empty")).classList.add("is-target")
      },
      drop(event) {
        clear()
        const place = target(event)
        if (place >= 0 && !story.querySelector("[name=_add]").disabled) placed(story.dataset.story, place)
      },
      back: clear,
    }
  }
}

function middle(element) {
  const box = element.getBoundingClientRect()
  return box.top + box.height / 2
}
