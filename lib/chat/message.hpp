// What the bot says, independent of the platform: blocks, buttons and forms.
#pragma once

#include "chat/rich_text.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace huzzah::chat {

/// A button; pressing it comes back as button_pressed with the same action and value.
class button {
 public:
  button(std::string action_, std::string label_, std::string value_ = {}, bool primary_ = false)
      : action(std::move(action_)), label(std::move(label_)), value(std::move(value_)), primary(primary_) {}
  friend bool operator==(button const&, button const&) = default;

  std::string action;  ///< which feature and what, such as "kudos.mute"
  std::string label;   ///< a word or two; a platform shortens what is too long for it
  std::string value;
  bool primary;
};

/// A title in large letters, plain text.
struct header_block {
  std::string text;
  friend bool operator==(header_block const&, header_block const&) = default;
};
/// A paragraph, with a button beside it where there is one.
struct section_block {
  rich_text text;
  std::optional<button> accessory;
  friend bool operator==(section_block const&, section_block const&) = default;
};
/// A small grey line.
struct context_block {
  rich_text text;
  friend bool operator==(context_block const&, context_block const&) = default;
};
struct divider_block {
  friend bool operator==(divider_block const&, divider_block const&) = default;
};
/// A row of buttons.
struct buttons_block {
  std::vector<button> buttons;
  friend bool operator==(buttons_block const&, buttons_block const&) = default;
};
/// A picture: on the web by its URL, or one that was given to the platform (poster::upload_picture) by its
/// file. Left out where the platform can't show it.
struct image_block {
  std::string url;
  std::string alt_text;
  std::string file = {};
  friend bool operator==(image_block const&, image_block const&) = default;
};

using block =
    std::variant<header_block, section_block, context_block, divider_block, buttons_block, image_block>;

/// A message of the bot's. `summary` is what notifications and screen readers get, and all there is when
/// `blocks` is empty.
class message {
 public:
  message() = default;
  explicit message(rich_text summary_, std::vector<block> blocks_ = {})
      : summary(std::move(summary_)), blocks(std::move(blocks_)) {}
  friend bool operator==(message const&, message const&) = default;

  rich_text summary;
  std::vector<block> blocks;
};

/// A message as JSON text, for the outbox, and back; text that is no message gives an empty one.
std::string to_json(message const& said);
message message_from_json(std::string_view text);

/// A field of a form.
class form_field {
 public:
  enum class kind { text, long_text, person, people, channel, choice, choices, time, date };
  form_field(std::string name_, std::string label_, kind type_ = kind::text, bool optional_ = false)
      : name(std::move(name_)), label(std::move(label_)), type(type_), optional(optional_) {}

  std::string name;
  std::string label;
  kind type;
  bool optional;
  std::string
      initial;  ///< as it would come back: "09:30" for a time, "2026-11-21" for a date, several by commas
  std::string hint;
  std::vector<std::string> choices;  ///< for kind::choice, and kind::choices (of which several are taken)
  std::vector<std::string> labels;   ///< how these are shown; empty: as they are
};

/// A form; sending it comes back as form_submitted with the same action and context.
class form {
 public:
  form(std::string action_, std::string title_) : action(std::move(action_)), title(std::move(title_)) {}

  std::string action;
  std::string title;    ///< a word or two
  std::string context;  ///< given back as it is; opening fails where it is too long for the platform
  std::vector<form_field> fields;
};

}  // namespace huzzah::chat
