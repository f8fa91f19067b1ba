// Pictures that were brought to the workspace, in image blocks.
#include "sandbox/blocks/block_kit_rules.hpp"

#include <nlohmann/json.hpp>

namespace huzzah::sandbox {

using nlohmann::json;

namespace {

stored_file const* find_picture(json const& slack_file, file_book& files) {
  if (!slack_file.is_object()) return nullptr;
  // By one of both, as Slack has it.
  auto const id = slack_file.value("id", json());
  auto const url = slack_file.value("url", json());
  if (id.is_string() == url.is_string()) return nullptr;
  auto const* file = id.is_string() ? files.find(id.get_ref<std::string const&>())
                                    : files.find(file_in_address(url.get_ref<std::string const&>()));
  return file != nullptr && file->is_picture() ? file : nullptr;
}

}  // namespace

std::vector<std::string> place_pictures(json& blocks, file_book& files) {
  std::vector<std::string> problems;
  auto const look = [&](json& image, std::string const& path) {
    if (!image.is_object() || !image.contains("slack_file")) return;
    auto const* file = find_picture(image["slack_file"], files);
    if (file == nullptr) {
      problems.push_back("[ERROR] invalid slack file [json-pointer:" + path + "/slack_file]");
      return;
    }
    image["image_width"] = file->width;
    image["image_height"] = file->height;
    image["image_bytes"] = file->size;
    image["is_animated"] = false;
  };
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    auto& block = blocks[i];
    auto const here = "/blocks/" + std::to_string(i);
    look(block, here);
    if (block.contains("accessory")) look(block["accessory"], here + "/accessory");
    if (block.value("type", json()) != "context") continue;
    for (std::size_t n = 0; n < block["elements"].size(); ++n)
      look(block["elements"][n], here + "/elements/" + std::to_string(n));
  }
  return problems;
}

}  // namespace huzzah::sandbox
