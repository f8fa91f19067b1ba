// Pictures that an app brings: announced, uploaded, completed, shown.
#include "unit/sandbox/visitor.hpp"

#include <doctest/doctest.h>

using namespace huzzah;
using namespace huzzah::sandbox;
using namespace huzzah::sandbox::testing;

namespace {

json manifest_with_files() {
  auto manifest = json::parse(test_manifest());
  for (auto const* scope : {"files:read", "files:write"})
    manifest["oauth_config"]["scopes"]["bot"].push_back(scope);
  return manifest;
}

/// As much of a PNG as tells its size: 640 × 200.
std::string png(std::string rest = "pixels") {
  std::string bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\0\xc8", 24);
  return bytes + std::move(rest);
}

json ask_for(std::string const& content) {
  return {{"filename", "week 47.png"}, {"length", content.size()}, {"alt_txt", "Monday 3"}};
}

json named(json const& id) {
  return {{"files", json::array({{{"id", id}, {"title", "The week"}}})}};
}

json image(json slack_file) {
  json block = {{"type", "image"}, {"alt_text", "Monday 3"}, {"slack_file", std::move(slack_file)}};
  return json::array({std::move(block)});
}

class gallery : public desk {
 public:
  gallery() : desk(manifest_with_files()) {}

  /// Brings a file and completes it; its id.
  std::string bring(std::string content) {
    auto const announced = call("files.getUploadURLExternal", ask_for(content));
    auto const url = announced["upload_url"].get<std::string>();
    CHECK(place.files.take(url.substr(url.rfind('/') + 1), std::move(content)));
    CHECK(call("files.completeUploadExternal", named(announced["file_id"]))["ok"] == true);
    return announced["file_id"];
  }
  json post(json blocks) {
    return call("chat.postMessage",
                {{"channel", general}, {"text", "The week"}, {"blocks", std::move(blocks)}});
  }
};

}  // namespace

TEST_CASE("a file is known once it was brought and completed") {
  gallery here;
  auto const content = png();
  auto const announced = here.call("files.getUploadURLExternal", ask_for(content));
  auto const& id = announced["file_id"];
  CHECK(here.error_of("files.info", {{"file", id}}) == "file_not_found");
  CHECK(here.error_of("files.completeUploadExternal", named(id)) == "file_not_found");
  auto const url = announced["upload_url"].get<std::string>();
  CHECK(url.find("/upload/v1/") != std::string::npos);
  auto const ticket = url.substr(url.rfind('/') + 1);
  CHECK_FALSE(here.place.files.take(ticket, content + "!"));
  CHECK_FALSE(here.place.files.take("", content));
  CHECK(here.place.files.take(ticket, content));
  CHECK_FALSE(here.place.files.take(ticket, content));
  CHECK(here.call("files.completeUploadExternal", named(id))["files"][0]["title"] == "The week");
  CHECK(here.error_of("files.completeUploadExternal", named(id)) == "file_not_found");
  auto const file = here.call("files.info", {{"file", id}})["file"];
  CHECK(file["mimetype"] == "image/png");
  CHECK(file["title"] == "The week");
  CHECK(file["alt_txt"] == "Monday 3");
  CHECK(file["original_w"] == 640);
  CHECK(file["original_h"] == 200);
  CHECK(file["url_private"].get<std::string>().ends_with("/week%2047.png"));
}

TEST_CASE("files are refused with Slack's words") {
  gallery here;
  CHECK(here.error_of("files.getUploadURLExternal", {{"length", 3}}) == "invalid_arguments");
  CHECK(here.error_of("files.getUploadURLExternal", {{"filename", "a"}}) == "invalid_arguments");
  CHECK(here.error_of("files.getUploadURLExternal", {{"filename", "a"}, {"length", 0}}) ==
        "invalid_arguments");
  CHECK(here.error_of("files.getUploadURLExternal", {{"filename", "a"}, {"length", 5 << 20}}) ==
        "file_size_limit_exceeded");
  CHECK(here.error_of("files.completeUploadExternal") == "invalid_arguments");
  CHECK(here.error_of("files.completeUploadExternal", named("F0")) == "file_not_found");
  CHECK(here.error_of("files.info", {{"file", "F0"}}) == "file_not_found");
  desk without;
  CHECK(without.error_of("files.info", {{"file", "F0"}}) == "missing_scope");
}

TEST_CASE("a file is nobody else's to complete or to look up") {
  gallery here;
  auto const announced = here.call("files.getUploadURLExternal", ask_for(png()));
  auto const url = announced["upload_url"].get<std::string>();
  here.place.files.take(url.substr(url.rfind('/') + 1), png());
  CHECK(here.call_as(ada, "files.completeUploadExternal", named(announced["file_id"]))["error"] ==
        "file_not_found");
  auto const mine = here.bring(png());
  CHECK(here.call_as(ada, "files.info", {{"file", mine}})["error"] == "file_not_found");
}

TEST_CASE("an image block shows a file by its id or its address, with its size") {
  gallery here;
  auto const id = here.bring(png());
  auto const url = here.call("files.info", {{"file", id}})["file"]["url_private"];
  for (json const& named_by : {json{{"id", id}}, json{{"url", url}}}) {
    auto const posted = here.post(image(named_by));
    REQUIRE(posted["ok"] == true);
    auto const& block = posted["message"]["blocks"][0];
    CHECK(block["slack_file"] == named_by);
    CHECK(block["image_width"] == 640);
    CHECK(block["image_height"] == 200);
  }
}

TEST_CASE("an image block with no such picture is refused") {
  gallery here;
  auto const id = here.bring(png());
  auto const words = here.bring("just words");
  auto const pending = here.call("files.getUploadURLExternal", ask_for(png()))["file_id"];
  for (json const& wrong :
       {json{{"id", "F0NOTHING"}}, json{{"id", words}}, json{{"id", pending}}, json(7), json::object(),
        json{{"id", id}, {"url", "/files-pri/T-" + id + "/x"}}, json{{"url", "https://a.example/x.png"}}}) {
    CAPTURE(wrong.dump());
    auto const refused = here.post(image(wrong));
    CHECK(refused["error"] == "invalid_blocks");
    CHECK(refused["response_metadata"]["messages"][0] ==
          "[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]");
  }
  json section = {{"type", "section"}, {"text", {{"type", "mrkdwn"}, {"text", "x"}}}};
  section["accessory"] = image({{"id", "F0"}})[0];
  json const context = {{"type", "context"}, {"elements", image({{"id", "F0"}})}};
  auto const refused = here.post(json::array({section, context}));
  CHECK(refused["response_metadata"]["messages"].size() == 2);
  auto const posted = here.post(image({{"id", id}}));
  CHECK(here.error_of("chat.update", {{"channel", general},
                                      {"ts", posted["ts"]},
                                      {"blocks", image({{"id", "F0NOTHING"}})}}) == "invalid_blocks");
}

TEST_CASE("only so many files are kept, the newest") {
  gallery here;
  auto const first = here.bring(png());
  for (auto n = 0; n < 199; ++n)
    here.bring(png());
  CHECK(here.call("files.info", {{"file", first}})["ok"] == true);
  here.bring(png());
  CHECK(here.error_of("files.info", {{"file", first}}) == "file_not_found");
}

TEST_CASE("a file in a form is its first part") {
  std::string const type = "multipart/form-data; boundary=\"xyz\"";
  CHECK(file_in_form(type, "--xyz\r\nContent-Disposition: form-data\r\n\r\na\r\nb\r\n--xyz--\r\n") ==
        "a\r\nb");
  CHECK(file_in_form("multipart/form-data; boundary=xyz", "--xyz\r\nA: b\r\n\r\n\r\n--xyz--") == "");
  CHECK_FALSE(file_in_form("image/png", "--xyz\r\n\r\na\r\n--xyz--").has_value());
  for (auto const* broken : {"", "--xyz", "--xyz\r\n\r\na", "--other\r\n\r\na\r\n--other--"})
    CHECK_FALSE(file_in_form(type, broken).has_value());
  CHECK_FALSE(file_in_form("multipart/form-data; boundary=", "--\r\n\r\na\r\n--").has_value());
}

TEST_CASE("over the wire: bytes go to the address once, and the page gets the picture") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    auto const content = png();
    auto const ask = ask_for(content);
    auto const announced = co_await v.as(ada, "files.getUploadURLExternal", ask);
    net::http_request upload("POST", announced["upload_url"].get<std::string>());
    upload.body = content;
    auto looking = upload;
    looking.method = "GET";
    auto const looked = co_await v.send(std::move(looking));
    CHECK(looked->status == 404);
    auto elsewhere = upload;
    elsewhere.fields.set("Origin", "https://evil.example");
    auto const refused = co_await v.send(std::move(elsewhere));
    CHECK(refused->status == 403);
    auto const first = co_await v.send(upload);
    CHECK(first->status == 200);
    auto const second = co_await v.send(upload);
    CHECK(second->status == 400);

    auto const complete = named(announced["file_id"]);
    co_await v.as(ada, "files.completeUploadExternal", complete);
    auto const id = announced["file_id"].get<std::string>();
    net::http_request show("GET", "/files-pri/T0SMALLWIN-" + id + "/picture.png");
    auto const shown = co_await v.send(show);
    CHECK(shown->status == 200);
    CHECK(shown->body == content);
    CHECK(shown->fields.get("Content-Type") == "image/png");
    CHECK(shown->fields.get("X-Content-Type-Options") == "nosniff");
    CHECK(shown->fields.get("Cross-Origin-Resource-Policy") == "same-origin");
    auto from_elsewhere = show;
    from_elsewhere.fields.set("Host", "evil.example");
    auto const denied = co_await v.send(std::move(from_elsewhere));
    CHECK(denied->status == 403);
    net::http_request unknown("GET", "/files-pri/T0SMALLWIN-F0/picture.png");
    auto const absent = co_await v.send(std::move(unknown));
    CHECK(absent->status == 404);
  });
}

TEST_CASE("what is no picture is never served") {
  visitor guest;
  guest.run([](visitor& v) -> awaitable<> {
    std::string const script = "<script>alert(1)</script>";
    auto const ask = ask_for(script);
    auto const announced = co_await v.as(ada, "files.getUploadURLExternal", ask);
    net::http_request upload("POST", announced["upload_url"].get<std::string>());
    upload.fields.set("Content-Type", "multipart/form-data; boundary=b");
    upload.body = "--b\r\nContent-Type: image/png\r\n\r\n" + script + "\r\n--b--\r\n";
    auto const taken = co_await v.send(std::move(upload));
    CHECK(taken->status == 200);
    auto const complete = named(announced["file_id"]);
    co_await v.as(ada, "files.completeUploadExternal", complete);
    net::http_request show("GET", "/files-pri/T-" + announced["file_id"].get<std::string>() + "/x.png");
    auto const absent = co_await v.send(std::move(show));
    CHECK(absent->status == 404);
  });
}
