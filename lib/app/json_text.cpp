#include "app/json_text.hpp"

#include "base/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

namespace huzzah::app {

namespace {

using nlohmann::json;

/// "line 3, column 14" of a byte that is counted from 1, as nlohmann's errors have it.
std::string place(std::string_view text, std::size_t byte) {
  auto const before = text.substr(0, std::min(byte == 0 ? 0 : byte - 1, text.size()));
  auto const line = std::count(before.begin(), before.end(), '\n') + 1;
  auto const start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return "line " + std::to_string(line) + ", column " +
         std::to_string(base::length(base::to_utf8(before.substr(start))) + 1);
}

/// What the parser says, without what it read last: that may be half a token.
std::string reason(std::string_view what) {
  if (auto const detail = what.find(" - "); detail != std::string_view::npos) what.remove_prefix(detail + 3);
  std::string said(what);
  if (auto const last = said.find("; last read:"); last != std::string::npos) {
    auto const expected = said.rfind("; expected ");
    said.erase(last, expected == std::string::npos || expected < last ? std::string::npos : expected - last);
  }
  return said;
}

std::string hint_for(std::string_view said) {
  auto const has = [&](std::string_view part) { return said.find(part) != std::string_view::npos; };
  if (has("unexpected '}'") || has("unexpected ']'")) return "is there a comma too many before it?";
  if (has("unexpected string literal")) return "is a comma or a colon missing before it?";
  if (has("unexpected end of input")) return "a closing } or ] is missing";
  if (has("missing closing quote") || has("control character")) return "is a closing quote missing?";
  if (has("invalid literal")) return "texts need \"quotes\"; other words are only true, false and null";
  return {};
}

/// Remembers which keys each open object has had.
class duplicate_finder {
 public:
  explicit duplicate_finder(problems& found) : found_(found) {}

  void see(json::parse_event_t event, json const& parsed) {
    if (event == json::parse_event_t::object_start) open_.emplace_back();
    if (event == json::parse_event_t::object_end) open_.pop_back();
    if (event != json::parse_event_t::key) return;
    auto const& key = parsed.get_ref<std::string const&>();
    open_.back().current = key;
    if (open_.back().keys.insert(key).second) return;
    std::string pointer;
    for (auto const& object : open_)
      pointer += (pointer.empty() ? "" : ".") + object.current;
    found_.emplace_back(base::shorten(pointer, 100), "is there twice", "keep one of them");
  }

 private:
  struct open_object {
    std::set<std::string> keys;
    std::string current;
  };
  problems& found_;
  std::vector<open_object> open_;
};

}  // namespace

std::unique_ptr<json> parse_commented_json(std::string const& text, std::string const& name,
                                           problems& found) {
  if (!base::is_utf8(text)) {
    found.emplace_back(name, "is not UTF-8 text", "save it with the encoding UTF-8");
    return nullptr;
  }
  duplicate_finder duplicates(found);
  auto const watch = [&](int, json::parse_event_t event, json& parsed) {
    duplicates.see(event, parsed);
    return true;
  };
  try {
    auto root = std::make_unique<json>(json::parse(text, watch, true, true));
    if (root->is_object()) return root;
    found.emplace_back(name, "must hold one object in { }", "see config/huzzah.json");
  } catch (json::parse_error const& broken) {
    auto const said = reason(broken.what());
    found.emplace_back(name, "can't be read at " + place(text, broken.byte) + ": " + said, hint_for(said));
  } catch (json::exception const& broken) {  // such as a number that is out of range
    found.emplace_back(name, "can't be read: " + reason(broken.what()));
  }
  return nullptr;
}

}  // namespace huzzah::app
