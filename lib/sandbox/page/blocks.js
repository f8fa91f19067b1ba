// Block Kit in messages, the Home tab and modals. `context` says where the blocks stand:
// {act(element, block, value, state), form}; `form` (inputs.js) is there where input blocks may occur.
import { fill, h, icon } from "./dom.js";
import { render_rich_text } from "./rich_text.js";
import { render_plain, render_text_object } from "./text_view.js";
import { confirm_dialog } from "./dialog.js";
import { control, input_block } from "./inputs.js";
import { state } from "./state.js";

/** A list of blocks as elements; a kind that is not known is named instead of vanishing. */
export function render_blocks(blocks, context) {
  return h(
    "div.blocks",
    {},
    (blocks ?? []).map((block) => {
      const node = render_block(block, context);
      if (node && block.block_id) node.dataset.block = block.block_id;
      return node;
    }),
  );
}

/** Puts other blocks in place of those that `parent` shows; what was in focus is so again if it is still there. */
export function replace_blocks(parent, fresh) {
  const held = parent.contains(document.activeElement) ? document.activeElement : null;
  const block = held?.closest("[data-block]")?.dataset.block;
  const action = held?.closest("[data-action]")?.dataset.action;
  fill(parent, fresh);
  if (!action) return;
  const same = [...parent.querySelectorAll("[data-action]")].filter((one) => one.dataset.action === action);
  (same.find((one) => one.closest("[data-block]")?.dataset.block === block) ?? same[0])?.focus();
}

function render_block(block, context) {
  switch (block.type) {
    case "section":
      return section(block, context);
    case "header":
      return h("h3.block-header", {}, render_plain(block.text));
    case "divider":
      return h("hr.block-divider");
    case "context":
      return h("div.block-context", {}, (block.elements ?? []).map(context_element));
    case "actions":
      return h(
        "div.block-actions",
        {},
        (block.elements ?? []).map((element) => interactive(element, block, context)),
      );
    case "image":
      return image_block(block);
    case "rich_text":
      return render_rich_text(block);
    case "markdown":
      return h("div.block-section", {}, render_text_object({ type: "mrkdwn", text: block.text }));
    case "input":
      return context.form ? input_block(block, context) : null;
    default:
      return h("div.block-unknown", {}, `A “${block.type}” block is not shown here.`);
  }
}

function section(block, context) {
  const fields = (block.fields ?? []).map((field) => h("div.block-field", {}, render_text_object(field)));
  const accessory = block.accessory && h("div.block-accessory", {}, accessory_element(block, context));
  return h(
    "div.block-section",
    {},
    h(
      "div.block-section-text",
      {},
      block.text && h("div", {}, render_text_object(block.text)),
      fields.length > 0 && h("div.block-fields", {}, fields),
    ),
    accessory,
  );
}

function accessory_element(block, context) {
  const { accessory } = block;
  if (accessory.type === "image") return picture(accessory, "img.accessory-image");
  return interactive(accessory, block, context);
}

function context_element(element) {
  if (element.type === "image") return picture(element, "img.context-image");
  return h("span.context-text", {}, render_text_object(element));
}

function image_block(block) {
  return h(
    "figure.block-image",
    {},
    block.title && h("figcaption", {}, render_plain(block.title)),
    picture(block, "img"),
  );
}

/** A picture. The page asks nobody outside for anything: those of the sandbox load, others are described. */
export function picture(element, selector) {
  const file = element.slack_file?.id;
  const url = local_url(
    file ? `/files-pri/${state.team.id}-${file}/picture.png` : (element.image_url ?? element.slack_file?.url),
  );
  const alt = element.alt_text ?? "";
  if (!url)
    return h(
      "span.image-absent",
      { tip: "Pictures from other places are not loaded" },
      icon("image"),
      alt || "Image",
    );
  // Its size is known beforehand, so that nothing moves when it arrives.
  const { image_width: width, image_height: height } = element;
  const image = h(selector, { src: url, alt, width, height, loading: "lazy" });
  image.addEventListener("error", () =>
    image.replaceWith(h("span.image-absent", {}, icon("image"), alt || "Image")),
  );
  return image;
}

/** The address if it is one of the sandbox's own, else null. */
export function local_url(url) {
  try {
    const absolute = new URL(url, location.href);
    return absolute.origin === location.origin ? absolute.href : null;
  } catch {
    return null;
  }
}

function interactive(element, block, context) {
  if (element.type === "button") return button(element, block, context);
  if (element.type === "overflow") return overflow(element, block, context);
  const made = control(element, {
    compact: true,
    changed: (state) => context.act(element, block, undefined, state),
  });
  context.form?.add(block.block_id, element.action_id, made);
  return made?.node ?? h("span.block-unknown", {}, `A “${element.type}” is not shown here.`);
}

/** A Block Kit button; until the app has acknowledged a press, another does nothing. It keeps the focus. */
function button(element, block, context) {
  const style = element.style === "primary" ? ".primary" : element.style === "danger" ? ".danger" : "";
  const face = h(
    `button.button${style}`,
    {
      type: "button",
      testid: "block-button",
      data: { action: element.action_id },
      aria: { label: element.accessibility_label },
    },
    render_plain(element.text),
  );
  face.addEventListener("click", async () => {
    if (face.classList.contains("busy")) return;
    if (element.confirm && !(await confirm_dialog(confirm_words(element)))) return;
    if (element.url) window.open(element.url, "_blank", "noopener,noreferrer");
    face.setAttribute("aria-disabled", "true");
    face.classList.add("busy");
    await context.act(element, block, element.value);
    face.removeAttribute("aria-disabled");
    face.classList.remove("busy");
  });
  return face;
}

function confirm_words({ confirm }) {
  return {
    title: confirm.title?.text,
    text: render_text_object(confirm.text),
    yes: confirm.confirm?.text ?? "Yes",
    no: confirm.deny?.text ?? "Cancel",
    danger: confirm.style === "danger",
  };
}

function overflow(element, block, context) {
  const options = [h("option", { value: "" }, "…")].concat(
    (element.options ?? []).map((option) => h("option", { value: option.value }, option.text?.text ?? "")),
  );
  const select = h("select.overflow", { aria: { label: "More actions" } }, options);
  select.addEventListener("change", () => {
    const chosen = element.options.find((option) => option.value === select.value);
    select.value = "";
    if (chosen) context.act(element, block, chosen.value, { type: "overflow", selected_option: chosen });
  });
  return select;
}
