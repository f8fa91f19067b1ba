#include "features/standups/prompt_packs.hpp"

#include "app/json_text.hpp"
#include "app/text_file.hpp"
#include "base/text.hpp"
#include "embedded/prompts.hpp"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace huzzah::standups {

namespace {

using app::problem;
using app::problems;
constexpr std::size_t most_packs = 50;
constexpr std::size_t most_questions = 200;
constexpr std::size_t longest_question = 300;
constexpr std::size_t longest_pack_name = 40;

/// Reads {"name", "for", "questions"}; comments are allowed. `pointer` is what problems are called by.
std::optional<prompt_pack> parse_prompt_pack(std::string const& text, std::string const& pointer,
                                             problems& found) {
  auto const before = found.size();
  prompt_pack pack;
  {
    auto const root = app::parse_commented_json(text, pointer, found);
    if (!root) return std::nullopt;
    app::json_section section(*root, pointer, found);
    std::string for_whom;
    section.read("name", pack.name);
    section.read("for", for_whom);
    section.read("questions", pack.questions, most_questions, check_question);
    pack.name = std::string(base::trim(pack.name));
    if (pack.name.empty() || base::length(pack.name) > longest_pack_name)
      found.emplace_back(section.pointer_to("name"), "is missing, or longer than 40 characters",
                         R"(name the pack, such as "design"; stand-ups ask for it as "pack:design")");
    if (pack.questions.empty() && found.size() == before)
      found.emplace_back(section.pointer_to("questions"), "has no question in it",
                         "write at least one, better a dozen");
  }
  if (found.size() > before) return std::nullopt;
  return pack;
}

std::optional<prompt_pack> read_prompt_pack(std::filesystem::path const& file, std::string const& pointer,
                                            problems& found) {
  auto const text = app::read_text_file(file);
  if (text) return parse_prompt_pack(*text, pointer + " (" + file.string() + ")", found);
  found.emplace_back(pointer, file.string() + " " + text.error().detail,
                     "name a file like those in config/prompts; paths are relative to the configuration's "
                     "folder");
  return std::nullopt;
}

std::any read_prompts(app::settings_source& source) {
  std::vector<std::string> names;
  auto const any = [](std::string& name) {
    return name.empty() ? problem({}, "is empty", "name a file, or leave it out") : problem({}, {});
  };
  prompt_packs own;
  source.top.read(prompts_key, names, most_packs, any);
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto const pointer = prompts_key + ("[" + std::to_string(i) + "]");
    auto pack = read_prompt_pack(source.folder / names[i], pointer, source.faulty);
    if (!pack) continue;
    auto const name = pack->name;
    if (!own.emplace(name, std::move(*pack)).second)
      source.faulty.emplace_back(pointer, "another file has a pack called \"" + name + "\" already",
                                 "give each pack a name of its own");
  }
  // A house's own pack takes the place of one of ours that has its name.
  auto ours = built_in_packs();
  own.merge(std::move(ours));
  return own;
}

}  // namespace

problem check_question(std::string& question) {
  question = std::string(base::trim(question));
  if (question.empty()) return {{}, "is an empty question"};
  if (base::length(question) > longest_question)
    return {{},
            "is longer than " + std::to_string(longest_question) + " characters",
            "ask one thing in a line or two"};
  return {{}, {}};
}

prompt_packs const& built_in_packs() {
  static auto const packs = [] {
    prompt_packs all;
    problems wrong;
    for (auto const& [name, text] : embedded::prompts::files())
      if (auto pack = parse_prompt_pack(std::string(text), std::string(name), wrong))
        all.emplace(pack->name, std::move(*pack));
    if (!wrong.empty()) throw std::logic_error("a prompt pack of the program: " + to_string(wrong.front()));
    return all;
  }();
  return packs;
}

app::settings_section prompts_section() {
  app::settings_section made;
  made.key = prompts_key;
  made.read = read_prompts;
  made.schema = [] {
    return R"({
      "description": "Prompt packs of your own: files such as those in config/prompts, whose paths are relative to the configuration's folder.",
      "type": "array", "items": {"type": "string", "minLength": 1}, "maxItems": 50, "uniqueItems": true,
      "default": []})";
  };
  return made;
}

}  // namespace huzzah::standups
