// Slack's rich_text blocks: the structured form of what people and apps write. Turned into the same nodes as
// mrkdwn, so that both look alike.
import { h } from "./dom.js";
import { render_nodes } from "./text_view.js";

/** A rich_text block as an element. */
export function render_rich_text(block) {
  return h("div.rich-text", {}, (block.elements ?? []).map(render_part));
}

function render_part(part) {
  const nodes = (part.elements ?? []).flatMap(inline_nodes);
  switch (part.type) {
    case "rich_text_section":
      return h("div", {}, render_nodes(nodes));
    case "rich_text_quote":
      return h("blockquote", {}, render_nodes(nodes));
    case "rich_text_preformatted":
      return h(
        "pre",
        { tabindex: "0" },
        h("code", {}, (part.elements ?? []).map((one) => one.text ?? one.url ?? "").join("")),
      );
    case "rich_text_list":
      return list(part);
    default:
      return null;
  }
}

function list(part) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const items = (part.elements ?? []).map((item) =>
    h("li", {}, render_nodes((item.elements ?? []).flatMap(inline_nodes))),
  );
  return h(
    `${tag}.indent-${Math.min(Number(part.indent) || 0, 4)}`,
    { start: part.offset ? Number(part.offset) + 1 : null },
    items,
  );
}

function inline_nodes(element) {
  return styled(plain_nodes(element), element.style);
}

function plain_nodes(element) {
  switch (element.type) {
    case "text":
      if (element.style?.code) return [{ t: "code", s: element.text }];
      return element.text
        .split("\n")
        .flatMap((s, index) => (index ? [{ t: "br" }, { t: "text", s }] : [{ t: "text", s }]));
    case "emoji":
      return [
        { t: "emoji", name: element.name + (element.skin_tone ? `::skin-tone-${element.skin_tone}` : "") },
      ];
    case "user":
      return [{ t: "user", id: element.user_id }];
    case "usergroup":
      return [{ t: "group", id: element.usergroup_id }];
    case "channel":
      return [{ t: "channel", id: element.channel_id }];
    case "broadcast":
      return [{ t: "broadcast", range: element.range }];
    case "date":
      return [
        {
          t: "date",
          seconds: Number(element.timestamp),
          format: element.format ?? "{date}",
          label: element.fallback ?? "",
        },
      ];
    case "link":
      if (/^(?:https?:|mailto:|tel:)/i.test(element.url))
        return [{ t: "link", url: element.url, label: element.text }];
      return [{ t: "text", s: element.text ?? element.url }];
    default:
      return [];
  }
}

function styled(nodes, style = {}) {
  let result = nodes;
  for (const [name, t] of [
    ["bold", "bold"],
    ["italic", "italic"],
    ["strike", "strike"],
  ]) {
    if (style[name]) result = [{ t, c: result }];
  }
  return result;
}
