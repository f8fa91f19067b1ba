import assert from "node:assert/strict";
import { test } from "node:test";
import { only_emoji, parse_mrkdwn, plain_words } from "../../lib/sandbox/page/mrkdwn.js";

const t = (s) => ({ t: "text", s });
const b = (...c) => ({ t: "bold", c });
const i = (...c) => ({ t: "italic", c });
const br = { t: "br" };
const link = (url, label) => ({ t: "link", url, label });

const cases = [
  ["plain text", "hello", [t("hello")]],
  ["nothing", "", []],
  ["bold", "*hi* you", [b(t("hi")), t(" you")]],
  ["italic", "_hi_", [i(t("hi"))]],
  ["strike", "~hi~", [{ t: "strike", c: [t("hi")] }]],
  ["one in another", "*a _b_ c*", [b(t("a "), i(t("b")), t(" c"))]],
  ["a marker inside a word is none", "snake_case_name 2*3*4", [t("snake_case_name 2*3*4")]],
  ["markers beside spaces are none", "a * b * c", [t("a * b * c")]],
  ["an unclosed marker is text", "*hi", [t("*hi")]],
  ["bold does not cross lines", "*a\nb*", [t("*a"), br, t("b*")]],
  ["empty bold is text", "** and __", [t("** and __")]],
  ["plus signs stay", "++ c++", [t("++ c++")]],
  ["code", "`a *b*`", [{ t: "code", s: "a *b*" }]],
  ["code keeps mentions as written", "`<@U1>`", [{ t: "code", s: "<@U1>" }]],
  ["code unwraps addresses", "`<https://x.io>`", [{ t: "code", s: "https://x.io" }]],
  ["a code block", "a\n```\nx *y*\n```\nb", [t("a"), { t: "pre", s: "x *y*" }, t("b")]],
  ["a code block within a line", "a ```x``` b", [t("a "), { t: "pre", s: "x" }, t(" b")]],
  ["escapes become characters", "1 &lt; 2 &amp;amp;", [t("1 < 2 &amp;")]],
  ["a quote", "&gt; a *b*\nc", [{ t: "quote", c: [t("a "), b(t("b"))] }, t("c")]],
  ["a quote of two lines", "&gt;a\n&gt;b", [{ t: "quote", c: [t("a"), br, t("b")] }]],
  ["three brackets quote the rest", "&gt;&gt;&gt; a\nb", [{ t: "quote", c: [t("a"), br, t("b")] }]],
  ["a person", "<@U1ABC>", [{ t: "user", id: "U1ABC", label: undefined }]],
  ["a person with a name", "<@U1ABC|ada>", [{ t: "user", id: "U1ABC", label: "ada" }]],
  ["a channel", "<#C1|general>", [{ t: "channel", id: "C1", label: "general" }]],
  ["a group", "<!subteam^S1|@crew>", [{ t: "group", id: "S1", label: "@crew" }]],
  [
    "a broadcast",
    "<!here> <!channel|x>",
    [{ t: "broadcast", range: "here" }, t(" "), { t: "broadcast", range: "channel" }],
  ],
  ["a link", "<https://x.io/?a=1&amp;b=2|see &amp; do>", [link("https://x.io/?a=1&b=2", "see & do")]],
  ["a link without a label", "<https://x.io>", [link("https://x.io", undefined)]],
  ["a mail link", "<mailto:a@b.io|mail>", [link("mailto:a@b.io", "mail")]],
  ["a bare address", "at https://x.io/a, yes", [t("at "), link("https://x.io/a", undefined), t(", yes")]],
  ["a bold link", "*<https://x.io|x>*", [b(link("https://x.io", "x"))]],
  [
    "an address with underscores is not italic",
    "https://x.io/_a_",
    [link("https://x.io/_a", undefined), t("_")],
  ],
  ["an emoji", ":tada: :+1:", [{ t: "emoji", name: "tada" }, t(" "), { t: "emoji", name: "+1" }]],
  ["an emoji with a skin tone", ":clap::skin-tone-3:", [{ t: "emoji", name: "clap::skin-tone-3" }]],
  ["a time of day is no emoji", "10:30:45", [t("10:30:45")]],
  [
    "a date",
    "<!date^1700000000^{date} at {time}|then>",
    [{ t: "date", seconds: 1700000000, format: "{date} at {time}", url: undefined, label: "then" }],
  ],
  ["a broken date shows its label", "<!date^x^{date}|then>", [t("then")]],
  // Hostile text: nothing but http, https, mailto and tel can be followed, and markup is text.
  ["javascript: is no link", "<javascript:alert(1)|click>", [t("<javascript:alert(1)|click>")]],
  ["nor is it with other capitals", "<JaVaScRiPt:alert(1)>", [t("<JaVaScRiPt:alert(1)>")]],
  ["nor is data:", "<data:text/html,x|y>", [t("<data:text/html,x|y>")]],
  ["nor is a scheme behind a space", "< javascript:x>", [t("< javascript:x>")]],
  ["tags are text", "&lt;img src=x onerror=alert(1)&gt;", [t("<img src=x onerror=alert(1)>")]],
  [
    "tags that were not escaped are text",
    "<img src=x onerror=alert(1)>",
    [t("<img src=x onerror=alert(1)>")],
  ],
  ["a label with a tag is text", "<https://x.io|&lt;b&gt;>", [link("https://x.io", "<b>")]],
  ["an id with other characters is no person", '<@U1"onclick=x>', [t('<@U1"onclick=x>')]],
  ["an open bracket is text", "a < b <", [t("a < b <")]],
];

for (const [name, text, nodes] of cases)
  test(`mrkdwn: ${name}`, () => assert.deepEqual(parse_mrkdwn(text), nodes));

test("verbatim text does not link bare addresses", () => {
  assert.deepEqual(parse_mrkdwn("https://x.io", { verbatim: true }), [t("https://x.io")]);
});

test("what is not a string is read as one", () => {
  assert.deepEqual(parse_mrkdwn(undefined), []);
  assert.deepEqual(parse_mrkdwn(42), [t("42")]);
});

test("plain words leave out the markup and use the names that are known", () => {
  const nodes = parse_mrkdwn("*Hi* <@U1> in <#C1|general>\n&gt; see <https://x.io|this> :tada:");
  assert.equal(
    plain_words(nodes, (node) => (node.id === "U1" ? "Ada" : undefined)),
    "Hi @Ada in #general see this :tada:",
  );
});

test("only a few emoji and nothing else are shown large", () => {
  assert.equal(only_emoji(parse_mrkdwn(":tada: :rocket:")), true);
  assert.equal(only_emoji(parse_mrkdwn(":tada: yes")), false);
  assert.equal(only_emoji(parse_mrkdwn("")), false);
  assert.equal(only_emoji(parse_mrkdwn(":a: ".repeat(20))), false);
});

for (const [name, text] of [
  ["asterisks", "*a ".repeat(13000)],
  ["nested markers", "*_~".repeat(13000)],
  ["brackets", "<".repeat(40000)],
  ["backticks", "`".repeat(40000)],
  ["colons", ":a".repeat(20000)],
  ["quotes", "&gt;".repeat(10000)],
  ["open code blocks", "``` ".repeat(10001)],
]) {
  test(`a long line of ${name} is parsed in reasonable time`, () => {
    const before = performance.now();
    parse_mrkdwn(text);
    assert.ok(performance.now() - before < 2000);
  });
}
