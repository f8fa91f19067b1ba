// Questions and words that need no view of their own: a confirmation, and short notes at the lower edge.
import { h } from "./dom.js";

/** Asks; resolves to true or false. `text` is a string or a node. */
export function confirm_dialog({
  title = "Are you sure?",
  text = "",
  yes = "Yes",
  no = "Cancel",
  danger = false,
  preview,
}) {
  return new Promise((resolve) => {
    const agree = h(
      `button.button.${danger ? "danger" : "primary"}`,
      { type: "button", testid: "confirm-yes" },
      yes,
    );
    const refuse = h("button.button", { type: "button", testid: "confirm-no" }, no);
    const dialog = h(
      "dialog.dialog",
      { testid: "confirm", aria: { label: title } },
      h("h2", {}, title),
      h("div.dialog-text", {}, text),
      preview && h("div.dialog-preview", {}, preview),
      h("div.dialog-actions", {}, refuse, agree),
    );
    const end = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    agree.addEventListener("click", () => end(true));
    refuse.addEventListener("click", () => end(false));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      end(false);
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) end(false);
    });
    document.body.append(dialog);
    dialog.showModal();
    agree.focus();
  });
}

let host = null;

/** A short note that goes away by itself. */
export function toast(text, { bad = false } = {}) {
  host ??= document.body.appendChild(h("div.toasts", { role: "status", aria: { live: "polite" } }));
  // A modal dialog covers everything else, so the note has to stand within it.
  const open = [...document.querySelectorAll("dialog[open]")].at(-1);
  (open ?? document.body).append(host);
  const note = h(`div.toast${bad ? ".bad" : ""}`, { testid: "toast" }, text);
  host.append(note);
  setTimeout(() => note.classList.add("leaving"), 4200);
  setTimeout(() => note.remove(), 4600);
}

/** Shows what went wrong and goes on. */
export function report(error) {
  toast(error.message ?? String(error), { bad: true });
}

let speaker = null;

/** Says something to screen readers without showing it. */
export function say(text) {
  speaker ??= document.body.appendChild(
    h("div.visually-hidden", { aria: { live: "polite" }, testid: "announcer" }),
  );
  speaker.textContent = text;
}
