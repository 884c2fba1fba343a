/* Comments beside the text: sent and settled without leaving the form, colleagues offered after an @. */

const room = document.getElementById("desk-comments");
if (room) {
  const thread = room.querySelector("[data-thread]");
  const text = room.querySelector("#desk-comment");
  const said = room.querySelector("[data-said]");
  const place = `newsroom-comment:${room.dataset.user}:${room.dataset.address}`;
  room.querySelector("[data-composer]").hidden = false;

  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  /** Send, show the thread that comes back, and say what became of it. True where it arrived. */
  const send = async (address, fields) => {
    let answer;
    try {
      answer = await fetch(address, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": token() },
        body: new URLSearchParams(fields),
      });
      if (answer.redirected) {
        said.textContent = room.dataset.out;
        return false;
      }
      const told = await answer.json();
      if (!answer.ok) throw new Error(told.error || room.dataset.lost);
      thread.innerHTML = told.thread;
    } catch (reason) {
      // What is no JSON, or no answer at all, has no sentence of its own.
      const isOurs = answer && !answer.ok && reason.constructor === Error;
      said.textContent = isOurs ? reason.message : room.dataset.lost;
      return false;
    }
    return true;
  };

  const write = async () => {
    if (!text.value.trim()) return text.focus();
    const sent = text.value;
    if ((await send(room.dataset.address, { text: sent })) && text.value === sent) {
      text.value = "";
      said.textContent = room.dataset.sent;
      localStorage.removeItem(place);
    }
    text.focus();
  };

  room.querySelector("[data-send]").addEventListener("click", write);

  thread.addEventListener("click", async (event) => {
    const button = event.target.closest("button[formaction]");
    if (!button) return;
    event.preventDefault();
    said.textContent = "";
    if (await send(button.getAttribute("formaction"), button.name ? { [button.name]: button.value } : {})) text.focus();
  });

  // A tab that is closed in the middle of a comment has it again when the story is opened again.
  text.addEventListener("input", () => {
    try {
      localStorage.setItem(place, text.value);
    } catch {
      said.textContent = room.dataset.noRoom;
    }
  });
  text.value = localStorage.getItem(place) ?? "";
  if (text.value) {
    room.closest("details").open = true;
    said.textContent = room.dataset.unsent;
  }

  // What is typed here is no part of the story: its form need not know of it.
  for (const kind of ["input", "change"]) text.addEventListener(kind, (event) => event.stopPropagation());

  offerColleagues(text, room.querySelector("#desk-colleagues"), room.dataset.colleagues, write);
}

/** A list of colleagues under the text, for the word after an @: arrows choose, Enter and Tab take, Escape closes. */
function offerColleagues(text, list, address, write) {
  let chosen = -1;
  let asked = 0;

  const begun = () => text.value.slice(0, text.selectionStart).match(/(?:^|[^A-Za-z0-9_.+-])@([\w.+-]*)$/);

  const close = () => {
    asked += 1;
    chosen = -1;
    list.hidden = true;
    list.replaceChildren();
    text.removeAttribute("aria-activedescendant");
  };

  const choose = (next) => {
    const options = [...list.children];
    chosen = (next + options.length) % options.length;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === chosen)));
    options[chosen].scrollIntoView({ block: "nearest" });
    text.setAttribute("aria-activedescendant", options[chosen].id);
  };

  const take = (option) => {
    const start = text.selectionStart - begun()[1].length;
    text.setRangeText(`${option.dataset.name} `, start, text.selectionStart, "end");
    close();
    text.focus();
  };

  const show = (people) => {
    list.replaceChildren(
      ...people.map((person, n) => {
        const option = document.createElement("li");
        option.id = `desk-colleague-${n}`;
        option.role = "option";
        option.dataset.name = person.name;
        option.textContent = person.full ? `${person.name} – ${person.full}` : person.name;
        return option;
      }),
    );
    list.hidden = people.length === 0;
    if (people.length) choose(0);
  };

  text.addEventListener("input", async () => {
    const word = begun();
    if (!word) return close();
    const mine = (asked += 1);
    try {
      const answer = await fetch(`${address}?q=${encodeURIComponent(word[1])}`, { headers: { Accept: "application/json" } });
      const { colleagues } = await answer.json();
      if (mine === asked) show(colleagues);
    } catch {
      // Nobody is offered where the server does not answer; a name that is typed out works all the same.
      if (mine === asked) close();
    }
  });

  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      close();
      write();
    } else if (!list.hidden) {
      const acts = {
        ArrowDown: () => choose(chosen + 1),
        ArrowUp: () => choose(chosen - 1),
        Enter: () => take(list.children[chosen]),
        Tab: () => take(list.children[chosen]),
        Escape: close,
      };
      if (acts[event.key]) {
        event.preventDefault();
        event.stopPropagation();
        acts[event.key]();
      }
    }
  });

  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    take(option);
  });
  text.addEventListener("blur", close);
}
