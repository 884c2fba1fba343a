/* Tells the desk that this form is open, and this page who else is writing. While somebody else is, the form only
   shows the story. */

const form = document.getElementById("article_form");
const banner = document.getElementById("desk-writer");
const told = document.getElementById("desk-writing");

class Presence {
  constructor({ url, beat, idle, other }) {
    Object.assign(this, { url, beat: beat * 1000, idle: idle * 1000 });
    this.active = Date.now();
    this.isMine = false;
    this.isOther = false;
    if (other) this.giveWay(banner.querySelector("[data-said]").textContent);
  }

  letter(more = {}) {
    const letter = new FormData();
    for (const [name, value] of Object.entries(more)) letter.append(name, value);
    letter.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return letter;
  }

  /** Say that somebody is at this form; whoever has left it alone for long says nothing and is not waited for. */
  async say() {
    if (Date.now() - this.active > this.idle) return;
    try {
      const response = await fetch(this.url, { method: "POST", body: this.letter(), redirect: "manual" });
      if (!response.ok) return;
      const { mine, said, taken } = await response.json();
      if (mine) this.goOn();
      else this.giveWay(this.isMine ? taken : said);
    } catch {
      // Without a connection nobody is told anything; the next beat tells it, and autosave says what is wrong.
    }
  }

  giveWay(said) {
    if (this.isOther) return;
    this.isMine = false;
    this.isOther = true;
    banner.querySelector("[data-said]").textContent = said;
    form.dispatchEvent(new Event("desk:keep"));
    form.inert = true;
    banner.hidden = false;
  }

  /** The other one has gone: show the story as they left it, unless this form holds text of its own. */
  goOn() {
    this.isMine = true;
    if (!this.isOther) return;
    this.isOther = false;
    form.inert = false;
    banner.hidden = true;
    if (form.dispatchEvent(new Event("desk:renew", { cancelable: true }))) location.reload();
  }
}

if (form && told) {
  const presence = new Presence(JSON.parse(told.textContent));
  const here = () => {
    const wasAway = Date.now() - presence.active > presence.idle;
    presence.active = Date.now();
    if (wasAway) presence.say();
  };
  for (const kind of ["keydown", "pointerdown", "pointermove", "focus"]) addEventListener(kind, here, true);
  addEventListener("pagehide", () => navigator.sendBeacon(presence.url, presence.letter({ leaves: "1" })));
  addEventListener("pageshow", () => presence.say());
  setInterval(() => presence.say(), presence.beat);
}
