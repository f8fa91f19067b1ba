// Files that are shared in messages: who sees them, what a browser gets, how they go.
#include "unit/sandbox/visitor.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::sandbox;
using namespace huzzah::sandbox::testing;

namespace {

json manifest_for_files() {
  auto manifest = json::parse(test_manifest());
  for (auto const* scope : {"files:read", "files:write"})
    manifest["oauth_config"]["scopes"]["bot"].push_back(scope);
  return manifest;
}

class shelf : public desk {
 public:
  shelf() : desk(manifest_for_files()) {}

  /// Uploads a file; its id.
  std::string upload(std::string name, std::string content) {
    auto const announced =
        call("files.getUploadURLExternal", {{"filename", std::move(name)}, {"length", content.size()}});
    auto const url = announced["upload_url"].get<std::string>();
    REQUIRE(place.files.take(url.substr(url.rfind('/') + 1), std::move(content)));
    return announced["file_id"];
  }
  /// Completes an upload, with more arguments.
  json share(std::string const& id, json args) {
    args["files"] = json::array({{{"id", id}, {"title", "My record"}}});
    return call("files.completeUploadExternal", args);
  }
  json newest(char const* channel) {
    return call("conversations.history", {{"channel", channel}, {"limit", 1}})["messages"][0];
  }
};

}  // namespace

TEST_CASE("a file is shared as a message, with words and in a thread") {
  shelf here;
  auto const id = here.upload("record.pdf", "%PDF-1.7 …");
  auto const answer = here.share(id, {{"channel_id", im_of_ada}, {"initial_comment", "Here it is"}});
  REQUIRE(answer["ok"] == true);
  auto const& message = here.heard.back().now;
  CHECK(message.text == "Here it is");
  CHECK(message.subtype == "file_share");
  CHECK(message.user == bot);
  auto const shown = here.newest(im_of_ada);
  CHECK(shown["bot_id"] == here.place.app.bot_id);
  REQUIRE(shown["files"].size() == 1);
  auto const& file = shown["files"][0];
  CHECK(file["id"] == id);
  CHECK(file["title"] == "My record");
  CHECK(file["mimetype"] == "application/pdf");
  CHECK(file["pretty_type"] == "PDF");
  CHECK(file["url_private"].get<std::string>().ends_with("/record.pdf"));
  auto const info = here.call("files.info", {{"file", id}})["file"];
  CHECK(info["ims"] == json::array({im_of_ada}));
  CHECK(info["shares"]["private"][im_of_ada][0]["ts"] == shown["ts"]);
  CHECK(info == answer["files"][0]);

  auto const root = here.say(ada, im_of_ada, "and the numbers?");
  auto const csv = here.upload("record.csv", "what,when\n");
  CHECK(here.share(csv, {{"channel_id", im_of_ada}, {"thread_ts", root}})["ok"] == true);
  CHECK(here.heard.back().now.thread == parse_ts(root));
  CHECK(here.call("files.info", {{"file", csv}})["file"]["shares"]["private"][im_of_ada][0]["thread_ts"] ==
        root);
}

TEST_CASE("a file is not shared where the caller may not post, and stays to be completed") {
  shelf here;
  auto const id = here.upload("a.txt", "words");
  CHECK(here.share(id, {{"channel_id", "C0"}})["error"] == "channel_not_found");
  CHECK(here.share(id, {{"channel_id", random_channel}})["error"] == "not_in_channel");
  CHECK(here.share(id, {{"channel_id", general}, {"thread_ts", "1.000000"}})["error"] == "thread_not_found");
  CHECK(here.share(id, {{"channels", std::string(general) + "," + im_of_ada},
                        {"thread_ts", "1.000000"}})["error"] == "invalid_arguments");
  CHECK(here.share(id, {{"channels", std::string(general) + "," + im_of_ada}})["ok"] == true);
  CHECK(here.newest(general)["files"][0]["id"] == id);
  CHECK(here.newest(im_of_ada)["files"][0]["id"] == id);
}

TEST_CASE("who sees the message may look its file up; others may not") {
  shelf here;
  auto const id = here.upload("a.txt", "words");
  here.share(id, {{"channel_id", im_of_ada}});
  CHECK(here.call_as(ada, "files.info", {{"file", id}})["file"]["filetype"] == "text");
  CHECK(here.call_as(bruno, "files.info", {{"file", id}})["error"] == "file_not_found");
  CHECK(here.call_as(bruno, "files.delete", {{"file", id}})["error"] == "file_not_found");
  CHECK(here.call_as(ada, "files.delete", {{"file", id}})["error"] == "cant_delete_file");
}

TEST_CASE("a deleted file leaves its messages, and takes those with it that have nothing else") {
  shelf here;
  auto const id = here.upload("a.txt", "words");
  here.share(id, {{"channel_id", general}, {"initial_comment", "Look"}});
  auto const said = here.newest(general)["ts"];
  auto const other = here.upload("b.txt", "more");
  here.share(other, {{"channel_id", im_of_ada}});
  CHECK(here.call("files.delete", {{"file", id}})["ok"] == true);
  auto const left = here.newest(general);
  CHECK(left["ts"] == said);
  CHECK(left["files"] == json::array({json{{"id", id}, {"mode", "tombstone"}}}));
  CHECK_FALSE(left.contains("edited"));
  CHECK(here.heard.back().what == happening::kind::changed);
  CHECK(here.call("files.delete", {{"file", other}})["ok"] == true);
  CHECK(here.newest(im_of_ada).is_null());
  CHECK(here.heard.back().what == happening::kind::deleted);
  CHECK(here.error_of("files.delete", {{"file", id}}) == "file_not_found");
  CHECK(here.error_of("files.info", {{"file", other}}) == "file_not_found");
}

TEST_CASE("over the wire: a browser shows PDF and text, and saves the rest") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    struct wanted {
      char const* name;
      char const* content;
      char const* type;
      char const* how;
    };
    std::vector<wanted> const kinds = {
        wanted{"record.pdf", "%PDF-1.7", "application/pdf", "inline"},
        wanted{"record.md", "# W\xc3\xb6rds", "text/plain; charset=utf-8", "inline"},
        wanted{"record.json", "<script>", "text/plain; charset=utf-8", "inline"},
        wanted{"page.html", "<script>alert(1)</script>", "application/octet-stream", "attachment"},
        wanted{"image.svg", "<svg onload='alert(1)'/>", "application/octet-stream", "attachment"},
        wanted{"fake.pdf", "<script>", "application/octet-stream", "attachment"},
        wanted{"broken.txt", "\xff\xfe", "application/octet-stream", "attachment"}};
    for (auto const& [name, content, type, how] : kinds) {
      CAPTURE(name);
      json const ask = {{"filename", name}, {"length", std::string(content).size()}};
      auto const announced = co_await v.as(ada, "files.getUploadURLExternal", ask);
      net::http_request upload("POST", announced["upload_url"].get<std::string>());
      upload.body = content;
      co_await v.send(std::move(upload));
      auto const id = announced["file_id"].get<std::string>();
      json const complete = {{"files", json::array({{{"id", id}}})}, {"channel_id", general}};
      auto const done = co_await v.as(ada, "files.completeUploadExternal", complete);
      REQUIRE(done["ok"] == true);
      net::http_request show("GET", done["files"][0]["url_private"].get<std::string>());
      auto const shown = co_await v.send(std::move(show));
      CHECK(shown->status == 200);
      CHECK(shown->body == content);
      CHECK(shown->fields.get("Content-Type") == type);
      CHECK(shown->fields.get("Content-Disposition") == std::string(how) + "; filename*=UTF-8''" + name);
      CHECK(shown->fields.get("X-Content-Type-Options") == "nosniff");
      CHECK(shown->fields.get("Cross-Origin-Resource-Policy") == "same-origin");
    }
  });
}
