// Files that a message shares: pictures as they are, the others as links to what the browser shows or saves.
import { local_url, picture } from "./blocks.js";
import { h, icon } from "./dom.js";

/** The files of a message, or null. */
export function shared_files(message) {
  return message.files?.length ? h("div.files", {}, message.files.map(shared_file)) : null;
}

/** What they are called, for those who listen. */
export const file_names = (message) => (message.files ?? []).map(name_of_file).join(", ");

const name_of_file = (file) => file.title || file.name || "a file that was deleted";

function shared_file(file) {
  if (file.mode === "tombstone") return h("div.file.gone", {}, icon("file"), "This file was deleted.");
  const address = { href: local_url(file.url_private), target: "_blank", rel: "noopener" };
  const link = h(
    "a.file",
    { ...address, testid: "file" },
    icon("file"),
    h("span.file-name", {}, name_of_file(file)),
    h("span.file-note", {}, `${file.pretty_type}, ${size_words(file.size)}`),
  );
  if (!file.original_w) return link;
  const shown = picture(
    {
      slack_file: { id: file.id },
      alt_text: file.alt_txt ?? name_of_file(file),
      image_width: file.original_w,
      image_height: file.original_h,
    },
    "img",
  );
  return [link, h("a.block-image", address, shown)];
}

function size_words(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
