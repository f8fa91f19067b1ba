// The app's Home tab: whatever the app has published for this person.
import { post_sandbox } from "./api.js";
import { render_blocks, replace_blocks } from "./blocks.js";
import { fill, h, icon } from "./dom.js";
import { create_form, with_entries } from "./inputs.js";
import { act } from "./message_actions.js";
import { on, state } from "./state.js";

let view = null;
let viewer = null;
let form = null;

/** Takes a view that the app has published. */
export function publish_home(published) {
  view = published;
}

/** The tab's content; opened(tab) tells the app which of its tabs is looked at. */
export function home_tab() {
  const inner = h("div.home-inner");
  const node = h("div.home", { testid: "home", hidden: true, tabindex: "0", aria: { label: "Home" } }, inner);
  const draw = () => {
    if (!view) {
      const words =
        state.connections === 0
          ? "The app is not connected, so there is nothing to show yet."
          : "The app has not put anything here yet.";
      return fill(inner, h("div.empty", {}, icon("home"), h("p", {}, words)));
    }
    const blocks = with_entries(view.blocks, form?.values());
    const fresh = (form = create_form());
    const where = () => ({ view_id: view.id, container: "home", state: fresh.values() });
    replace_blocks(inner, render_blocks(blocks, { form, act: (...what) => act(where(), ...what) }));
  };
  on("home", draw);
  on("app", draw);
  on("me", () => {
    if (viewer !== state.me.id) view = form = null;
    viewer = state.me.id;
    draw();
  });
  const opened = async (tab) => {
    draw();
    const { token } = state.me;
    const before = view;
    const answer = await post_sandbox("home/open", { token, tab }).catch(() => null);
    // What was published since is newer than the answer.
    if (answer?.view && view === before && token === state.me.token) {
      view = answer.view;
      draw();
    }
  };
  return { node, opened };
}
