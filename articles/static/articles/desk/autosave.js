/* Nothing that is typed into the form of a story, or of a front, is lost. What the form holds goes to the desk's server a moment after
   the typing pauses; until the server has it, and wherever it does not answer, a copy stays in this browser. */

const PAUSE = 1000; // ms without a key until the text is sent ...
const LONGEST = 4000; // ... and how long somebody types on without it being sent
const COPY = 250; // ms between two copies in this browser
const LOOK = 1000; // ms between two looks at the form, for what changes it without an event
const RETRY = { first: 2000, longest: 60000 };
const STUCK = 15000; // ms after which a save that leads nowhere may be tried again
const BEACON = 60000; // bytes that a page may still send while it is closed
const ANSWER = 150; // ms that the browser's other pages have to say that they are open

const facts = JSON.parse(document.getElementById("desk-keeping")?.textContent ?? "null");
const form = facts && document.getElementById(facts.form);

/** The form as names and values, without what only this request needs. */
function typed() {
  const skipped = /^csrfmiddlewaretoken$|__prefix__/;
  const isTyped = ([name, value]) => typeof value === "string" && !skipped.test(name) && !facts.passing.includes(name);
  return [...new FormData(form)].filter(isTyped);
}

class Keeper {
  constructor({ url, login, user, article, unsaved, say }) {
    Object.assign(this, { url, login, user, say });
    this.line = document.getElementById("desk-kept");
    this.shelf = `newsroom-kept:${user}:${article}:`;
    this.place = this.shelf + form.elements.draft_key.value;
    this.saved = unsaved ? "" : JSON.stringify(typed()); // as it is in the article
    this.kept = JSON.stringify(typed()); // as the desk's server has it
    this.seen = this.kept; // as this module last looked at it
    this.wait = RETRY.first;
    this.touched = false;
    this.leaving = false;
    this.busy = false; // somebody is at this page by now, so it must not be opened anew
    this.open = new Set(); // the places of other pages that are open
    this.pages = new BroadcastChannel("newsroom-kept");
    this.pages.addEventListener("message", ({ data }) => {
      if (data) this.open.add(data);
      else this.pages.postMessage(this.place);
    });
  }

  get isUnsaved() {
    return JSON.stringify(typed()) !== this.saved;
  }

  /** Notice a change, copy it at once, and send it when the typing pauses. */
  look() {
    const now = JSON.stringify(typed());
    if (now === this.seen) return;
    this.seen = now;
    // Before the first key, it is the editor that tidies its own text.
    if (!this.touched) {
      if (this.saved) this.saved = now;
      this.kept = now;
      return;
    }
    this.copy();
    this.since ??= Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), Math.max(0, Math.min(PAUSE, this.since + LONGEST - Date.now())));
  }

  lookSoon() {
    this.looking ??= setTimeout(() => {
      this.looking = undefined;
      this.look();
    }, COPY);
  }

  copy() {
    try {
      localStorage.setItem(this.place, this.seen);
    } catch {
      this.show(this.say.noRoom, true);
    }
  }

  /** Send what the form holds; whether the desk's server has it now. */
  async send() {
    clearTimeout(this.timer);
    if (this.sending) return this.sending;
    this.sending = this.post(JSON.stringify(typed())).finally(() => {
      this.sending = undefined;
    });
    return this.sending;
  }

  async post(now) {
    this.since = undefined;
    const answer = await this.ask(JSON.parse(now));
    if (answer.ok) {
      this.kept = now;
      this.wait = RETRY.first;
      if (JSON.stringify(typed()) === now) localStorage.removeItem(this.place);
      this.show(answer.said);
      return answer;
    }
    this.seen = now;
    this.copy();
    this.show(answer.said, true, answer.loggedOut);
    if (!answer.refused) this.later();
    return answer;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), this.wait);
    this.wait = Math.min(this.wait * 2, RETRY.longest);
  }

  again() {
    this.look();
    if (this.kept !== this.seen) {
      this.wait = RETRY.first;
      this.send();
    }
  }

  /** One request: {ok, said} or why not: {said, offline | loggedOut | refused}. A renewed login is asked for its token. */
  async ask(entries, again = true) {
    try {
      const response = await fetch(this.url, { method: "POST", body: this.letter(entries), redirect: "manual" });
      if (response.ok) return { ok: true, ...(await response.json()) };
      if (response.type === "opaqueredirect") return { said: this.say.loggedOut, loggedOut: true };
      const said = await response.json().catch(() => ({}));
      if (said.said) return { ...said, refused: true };
      if (response.status === 403 && again) return await this.renew(entries);
      return { said: this.say.failing };
    } catch {
      return { said: this.say.offline, offline: true };
    }
  }

  async renew(entries) {
    const user = await this.whoIsHere();
    if (!user) return { said: this.say.loggedOut, loggedOut: true };
    if (user !== this.user) return { said: this.say.another, loggedOut: true };
    return this.ask(entries, false);
  }

  /** Who is logged in by now, if anybody; where it is the same person, every form of the page gets its new token. */
  async whoIsHere() {
    const response = await fetch(this.url, { redirect: "manual" });
    if (!response.ok) return null;
    const { user, token } = await response.json();
    if (user === this.user) {
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    }
    return user;
  }

  letter(entries) {
    const letter = new FormData();
    for (const [name, value] of entries) letter.append(name, value);
    letter.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return letter;
  }

  /** The page goes: the copy in this browser is certain; the desk's server gets it where it is short enough. */
  goodbye() {
    if (this.leaving || !this.touched) return;
    this.look();
    if (this.kept === this.seen) return;
    const letter = this.letter(typed());
    const size = new Blob([...letter].flat()).size;
    if (size < BEACON) navigator.sendBeacon(this.url, letter);
  }

  /** Hand over what a page that ended badly has left in this browser; then the page offers it like any other. */
  async collect() {
    const found = Object.keys(localStorage)
      .filter((place) => place.startsWith(this.shelf))
      .map((place) => [place, JSON.parse(localStorage.getItem(place))]);
    if (!found.length) return;
    this.pages.postMessage("");
    await new Promise((resolve) => setTimeout(resolve, ANSWER));
    const left = found.filter(([place]) => !this.open.has(place));
    let came = false;
    for (const [place, entries] of left) {
      // What this very form left behind must not be mixed with what is typed into it now: it gets a name of its own.
      const other = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
      const letter = entries.map(([name, value]) =>
        place === this.place && name === "draft_key" ? [name, other] : [name, value],
      );
      const answer = await this.ask(letter);
      if (answer.ok && !(place === this.place && this.touched)) localStorage.removeItem(place);
      const isOffered = document.querySelector(`.desk-unsaved a[href$="=${place.slice(this.shelf.length)}"]`);
      came ||= answer.ok && !isOffered;
    }
    if (came && !this.busy) location.reload();
  }

  /** A save leaves this page only when the desk's server has answered; otherwise the text stays where it is. */
  async submit(event) {
    const button = event.submitter;
    if (this.goes || (button && (button.hasAttribute("formaction") || button.hasAttribute("formtarget")))) return;
    event.preventDefault();
    // A second click would save a new story twice.
    if (this.checking || this.leaving) return;
    this.checking = true;
    await this.sending;
    const answer = await this.send();
    this.checking = false;
    if (answer.offline || answer.loggedOut || answer.refused) {
      this.show(`${this.say.notSaved} ${answer.said}`, true, answer.loggedOut);
      return;
    }
    this.leaving = this.goes = true;
    form.requestSubmit(button);
    this.goes = false;
    setTimeout(() => (this.leaving = false), STUCK);
  }

  show(text, alarming = false, loggedOut = false) {
    this.line.replaceChildren(text);
    this.line.classList.toggle("desk-alarm", alarming);
    if (loggedOut) {
      const link = document.createElement("a");
      link.href = this.login;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = this.say.logIn;
      this.line.append(" ", link);
    }
  }
}

if (form) {
  const keeper = new Keeper(facts);
  const touch = (event) => {
    if (event.isTrusted) keeper.touched = true;
  };
  for (const kind of ["pointerdown", "keydown", "beforeinput", "input", "change", "paste", "drop"]) {
    form.addEventListener(kind, touch, true);
  }
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => (keeper.busy = true), true);
  for (const kind of ["input", "change"]) form.addEventListener(kind, () => keeper.lookSoon());
  setInterval(() => keeper.look(), LOOK);
  form.addEventListener("submit", (event) => keeper.submit(event));
  form.addEventListener("desk:keep", () => keeper.again());
  // Asked before the page is opened anew: not while it holds unsaved text.
  form.addEventListener("desk:renew", (event) => {
    if (keeper.isUnsaved) event.preventDefault();
  });
  addEventListener("online", () => keeper.again());
  addEventListener("focus", () => {
    keeper.again();
    // Back from logging in in another tab: comments and pictures are sent with the token of before, too. Where there is
    // no connection, what is sent next says so.
    keeper.whoIsHere().catch(() => {});
  });
  addEventListener("pagehide", () => keeper.goodbye());
  // A page that comes back by the Back button is as it was left, and may be saved again.
  addEventListener("pageshow", () => {
    keeper.leaving = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!keeper.leaving && keeper.touched && keeper.isUnsaved) event.preventDefault();
  });
  keeper.collect();
}
