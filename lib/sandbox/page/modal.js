// Modals that the app opens: a stack of views in one dialog. What was entered goes to the app, and what the
// app thinks of it (errors by field, another view, the end) comes back.
import { post_sandbox } from "./api.js";
import { render_blocks } from "./blocks.js";
import { h, icon_button } from "./dom.js";
import { report, toast } from "./dialog.js";
import { create_form, with_entries } from "./inputs.js";
import { act } from "./message_actions.js";
import { render_plain } from "./text_view.js";
import { state } from "./state.js";

const stack = [];
let dialog = null;
let form = null;
let opener = null;

/** Shows a view on top of those that are open. */
export function open_view(view) {
  // A pushed view is told twice: in the answer to a submission, and live.
  if (stack.some((one) => one.id === view.id)) return update_view(view);
  stack.push(view);
  draw();
}

/** Replaces a view that is open, found by its id. Entries stay where the blocks stay. */
export function update_view(view) {
  const at = stack.findIndex((one) => one.id === view.id);
  if (at < 0) return;
  stack[at] = view;
  if (at === stack.length - 1) draw(form?.values());
}

/** Closes everything without telling the app: for a change of person or a response that says so. */
export function clear_views() {
  stack.length = 0;
  draw();
}

function draw(entered) {
  const view = stack.at(-1);
  if (!view) {
    dialog?.close();
    dialog?.remove();
    dialog = null;
    if (opener?.isConnected) opener.focus();
    opener = null;
    return;
  }
  if (!dialog) {
    opener = document.activeElement;
    dialog = h("dialog.modal", { testid: "modal" });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      dismiss(true);
    });
    document.body.append(dialog);
  }
  form = create_form();
  const own_form = form;
  const blocks = render_blocks(with_entries(view.blocks, entered), {
    form,
    act: (...what) => act({ view_id: view.id, container: "view", state: own_form.values() }, ...what),
  });
  const has_inputs = (view.blocks ?? []).some((block) => block.type === "input");
  const submit_words = view.submit ? render_plain(view.submit) : has_inputs ? "Submit" : null;
  const submit_button =
    submit_words && h("button.button.primary", { type: "submit", testid: "modal-submit" }, submit_words);
  const frame = h(
    "form.modal-frame",
    {
      novalidate: true,
      on: {
        submit: (event) => {
          event.preventDefault();
          submit(view, submit_button);
        },
      },
    },
    h(
      "header.modal-head",
      {},
      h("h2", { id: "modal-title" }, render_plain(view.title)),
      icon_button("close", "Close", { testid: "modal-close", on: { click: () => dismiss(true) } }),
    ),
    h("div.modal-body", {}, blocks),
    h(
      "footer.modal-foot",
      {},
      h(
        "button.button",
        { type: "button", testid: "modal-cancel", on: { click: () => dismiss(false) } },
        view.close ? render_plain(view.close) : stack.length > 1 ? "Back" : "Cancel",
      ),
      submit_button,
    ),
  );
  dialog.setAttribute("aria-labelledby", "modal-title");
  dialog.replaceChildren(frame);
  if (!dialog.open) dialog.showModal();
  (
    frame.querySelector("[autofocus]") ??
    frame.querySelector(".modal-body :is(input, textarea, select)") ??
    submit_button
  )?.focus();
}

// "Back" takes the uppermost view off, unless it says that it takes all; the cross and Escape close all.
async function dismiss(is_cleared) {
  const view = stack.at(-1);
  if (!view) return;
  if (is_cleared || view.clear_on_close) stack.length = 0;
  else stack.pop();
  draw();
  const { token } = state.me;
  await post_sandbox("view/close", { token, view_id: view.id, is_cleared }).catch(() => {});
}

async function submit(view, button) {
  const missing = form.missing();
  form.show_errors(missing);
  if (Object.keys(missing).length) return;
  button.disabled = true;
  button.classList.add("busy");
  try {
    const answer = await post_sandbox("view/submit", {
      token: state.me.token,
      view_id: view.id,
      values: form.values(),
    });
    follow(answer);
  } catch (error) {
    if (error.answer?.errors) form.show_errors(error.answer.errors);
    else if (error.code === "app_did_not_respond")
      toast("The app did not answer in time. Your entries are still here.", { bad: true });
    else report(error);
  } finally {
    button.disabled = false;
    button.classList.remove("busy");
  }
}

function follow({ response_action, errors, view }) {
  if (response_action === "errors") return form.show_errors(errors);
  if (response_action === "clear") return clear_views();
  if (response_action === "update" && view) return update_view(view);
  if (response_action === "push" && view) return open_view(view);
  stack.pop();
  draw();
}
