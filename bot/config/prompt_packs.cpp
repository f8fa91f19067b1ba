#include "bot/config/prompt_packs.hpp"

#include "base/text.hpp"
#include "bot/cli/text_file.hpp"
#include "bot/config/json_text.hpp"
#include "bot/config/problem.hpp"
#include "embedded/prompts.hpp"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace huzzah::bot {

namespace {

constexpr std::size_t most_questions = 200;
constexpr std::size_t longest_pack_name = 40;

problem check_question(std::string& question) {
  question = std::string(base::trim(question));
  if (question.empty()) return {{}, "is an empty question"};
  if (base::length(question) > longest_question)
    return {{},
            "is longer than " + std::to_string(longest_question) + " characters",
            "ask one thing in a line or two"};
  return {{}, {}};
}

}  // namespace

std::optional<standups::prompt_pack> parse_prompt_pack(std::string const& text, std::string const& pointer,
                                                       problems& found) {
  auto const before = found.size();
  standups::prompt_pack pack;
  {
    auto const root = parse_commented_json(text, pointer, found);
    if (!root) return std::nullopt;
    json_section section(*root, pointer, found);
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

std::optional<standups::prompt_pack> read_prompt_pack(std::filesystem::path const& file,
                                                      std::string const& pointer, problems& found) {
  auto const text = read_text_file(file);
  if (text) return parse_prompt_pack(*text, pointer + " (" + file.string() + ")", found);
  found.emplace_back(pointer, file.string() + " " + text.error().detail,
                     "name a file like those in config/prompts; paths are relative to the configuration's "
                     "folder");
  return std::nullopt;
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

}  // namespace huzzah::bot
