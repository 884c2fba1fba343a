// The focal point of a picture: set by a click, a drag or the arrow keys, with the crops shown as they will be drawn.

import { fill, say } from "desk/picture-server"

const STEP = 0.01
const LARGE_STEP = 0.1
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

export class FocalPoint {
  constructor(dialog) {
    this.frame = dialog.querySelector(".desk-focal")
    this.image = this.frame.querySelector("img")
    this.point = this.frame.querySelector(".desk-focal-point")
    this.crops = [...dialog.querySelectorAll(".desk-crop")]
    this.frame.addEventListener("pointerdown", (event) => this.grab(event))
    this.point.addEventListener("keydown", (event) => this.press(event))
  }

  show(card) {
    this.ratio = card.width / card.height
    this.image.width = card.width
    this.image.height = card.height
    for (const image of [this.image, ...this.crops]) image.src = card.preview
    const [across, down] = card.focal_point.split("x").map(Number)
    this.locked = !card.may_change
    this.point.setAttribute("aria-disabled", String(this.locked))
    this.move(across, down)
  }

  /** As it is kept: shares of the width and the height, with three decimals at the most. */
  get value() {
    return `${this.across}x${this.down}`
  }

  move(across, down) {
    ;[this.across, this.down] = [across, down].map((share) => Math.round(Math.min(Math.max(share, 0), 1) * 1000) / 1000)
    this.point.style.left = `${this.across * 100}%`
    this.point.style.top = `${this.down * 100}%`
    const percent = { across: Math.round(this.across * 100), down: Math.round(this.down * 100) }
    this.point.setAttribute("aria-valuenow", percent.across)
    this.point.setAttribute("aria-valuetext", fill(say.focal, percent))
    for (const crop of this.crops) crop.style.objectPosition = this.position(Number(crop.dataset.ratio))
  }

  /** A crop stands with its middle on the point, as far as the picture goes: `object-position` counts what is left. */
  position(ratio) {
    const wide = this.ratio > ratio
    const shown = wide ? ratio / this.ratio : this.ratio / ratio
    const share = wide ? this.across : this.down
    const start = Math.min(Math.max(share - shown / 2, 0), 1 - shown)
    const percent = shown < 1 ? (start / (1 - shown)) * 100 : 50
    return wide ? `${percent}% 50%` : `50% ${percent}%`
  }

  grab(event) {
    if (this.locked || event.button) return
    event.preventDefault()
    this.point.focus()
    this.follow(event)
    this.frame.setPointerCapture(event.pointerId)
    const follow = (moved) => this.follow(moved)
    this.frame.addEventListener("pointermove", follow)
    const stop = () => this.frame.removeEventListener("pointermove", follow)
    this.frame.addEventListener("pointerup", stop, { once: true })
    this.frame.addEventListener("pointercancel", stop, { once: true })
  }

  follow({ clientX, clientY }) {
    const box = this.image.getBoundingClientRect()
    this.move((clientX - box.left) / box.width, (clientY - box.top) / box.height)
  }

  press(event) {
    const [right, below] = MOVES[event.key] ?? []
    if (this.locked || right === undefined) return
    event.preventDefault()
    const step = event.shiftKey ? LARGE_STEP : STEP
    this.move(this.across + right * step, this.down + below * step)
  }
}
