import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, display_name, encode, escape_text, unescape_text } from "../../lib/sandbox/page/encode.js";
import { directory } from "./directory.mjs";

const cases = [
  ["the three special characters are escaped", "a < b && b > c", "a &lt; b &amp;&amp; b &gt; c"],
  ["an entity that was typed stays what was typed", "&lt;", "&amp;lt;"],
  ["a mention that was typed by hand in Slack's form is not one", "<@U0ADA00001>", "&lt;@U0ADA00001&gt;"],
  ["a broadcast in Slack's form is not one either", "<!channel>", "&lt;!channel&gt;"],
  ["a handle becomes a mention", "@bruno ++", "<@U0BRUNO001> ++"],
  ["capitals do not matter", "@BRUNO ++", "<@U0BRUNO001> ++"],
  ["a full name is one mention", "thanks @Bruno Carvalho!", "thanks <@U0BRUNO001>!"],
  ["the longest name wins", "@bruno2 and @bruno alves", "<@U0BRUNO002> and <@U0BRUNO002>"],
  ["the name ends at the plus signs", "@bruno++ for it", "<@U0BRUNO001>++ for it"],
  ["a full stop ends a name", "ask @ada.", "ask <@U0ADA00001>."],
  ["a comma and a bracket end a name", "(@ada, @bruno)", "(<@U0ADA00001>, <@U0BRUNO001>)"],
  ["a longer word is somebody else", "@brunonia", "@brunonia"],
  [
    "a longer handle is somebody else",
    "@bruno-smith @ada.lovelace @ada_",
    "@bruno-smith @ada.lovelace @ada_",
  ],
  ["an address is not a mention", "write to x@ada", "write to x@ada"],
  ["an unknown name stays text", "@nobody ++", "@nobody ++"],
  ["letters beyond ASCII are letters", "@zoë @zoëtrope", "<@U0ZOE00001> @zoëtrope"],
  ["a bot with a space in its name", "@Deploy Bot, hello", "<@U0DEPLOY01>, hello"],
  ["a deactivated person can still be named", "@greta", "<@U0GRETA001>"],
  ["a group becomes a group", "@crew ++", "<!subteam^S0CREW0001|@crew> ++"],
  ["a group with a hyphen", "@Night-Shift!", "<!subteam^S0NIGHT001|@night-shift>!"],
  ["here is a broadcast, whoever is called so", "@here look", "<!here> look"],
  ["channel and everyone too", "@channel @everyone", "<!channel> <!everyone>"],
  ["a channel becomes a channel", "see #general.", "see <#C0GENERAL1|general>."],
  ["a hashtag that is no channel stays", "#teamwork and #generally", "#teamwork and #generally"],
  ["a web address is wrapped", "see https://example.com/x", "see <https://example.com/x>"],
  ["its ampersand is escaped", "https://x.io/?a=1&b=2", "<https://x.io/?a=1&amp;b=2>"],
  ["the sentence's full stop is not part of it", "at https://x.io/a.", "at <https://x.io/a>."],
  ["nor is the bracket around it", "(https://x.io/a_(b))", "(<https://x.io/a_(b)>)"],
  ["a scheme alone is no address", "https:// is a scheme", "https:// is a scheme"],
  ["javascript: is text", "javascript:alert(1)", "javascript:alert(1)"],
  ["inline code is left alone", "`@bruno ++` no", "`@bruno ++` no"],
  ["but escaped", "`a<b`", "`a&lt;b`"],
  [
    "a code block is left alone over lines",
    "```\n@ada\n#general\n``` @ada",
    "```\n@ada\n#general\n``` <@U0ADA00001>",
  ],
  ["an unclosed backtick is no code", "`@ada", "`<@U0ADA00001>"],
  ["an emoji character gets its name", "🏆 @bruno", ":trophy: <@U0BRUNO001>"],
  ["with its skin tone", "👏🏽", ":clap::skin-tone-4:"],
  ["one after another", "🎉🎉", ":tada::tada:"],
  ["with a variation selector", "❤️", ":heart:"],
  ["signs of ordinary typography stay", "© → ½ ™", "© → ½ ™"],
  ["new lines stay", "@ada ++\n@bruno ++", "<@U0ADA00001> ++\n<@U0BRUNO001> ++"],
  ["an empty text stays empty", "", ""],
];

for (const [name, typed, sent] of cases)
  test(`encode: ${name}`, () => assert.equal(encode(typed, directory), sent));

const round = [
  ["a mention", "<@U0BRUNO001> ++ for it", "@Bruno ++ for it"],
  ["a mention with its name", "<@U0ADA00001|ada> hi", "@Ada hi"],
  ["a group", "<!subteam^S0CREW0001|@crew> hi", "@crew hi"],
  ["a group without its handle", "<!subteam^S0CREW0001> hi", "@crew hi"],
  ["a broadcast", "<!here> hi", "@here hi"],
  ["a channel", "in <#C0GENERAL1|general>", "in #general"],
  ["a web address", "<https://x.io/?a=1&amp;b=2>", "https://x.io/?a=1&b=2"],
  ["escapes", "1 &lt; 2 &amp;amp; 3", "1 < 2 &amp; 3"],
  ["code with a typed mention", "`@ada` and <@U0ADA00001>", "`@ada` and @Ada"],
];

for (const [name, sent, shown] of round)
  test(`decode: ${name} is shown readably`, () => assert.equal(decode(sent, directory).text, shown));

for (const sent of [
  "<@U0BRUNO001> ++ for it",
  "<!subteam^S0NIGHT001|@night-shift>, <!channel>: <#C0ENGINEER|engineering> <https://x.io/a>",
  "&lt;@U0ADA00001&gt; &amp;lt;",
  "<https://x.io|a label> and <@U0UNKNOWN1> and <!date^1700000000^{date}|then>",
  "```a < b``` `@ada`".replace("<", "&lt;"),
  "<@U0HERE0001> is not here",
]) {
  test(`an unchanged edit sends the same: ${sent}`, () => {
    const { text, kept } = decode(sent, directory);
    assert.equal(encode(text, directory, kept), sent);
  });
}

test("what decode keeps is only what was there: the same piece typed elsewhere is text", () => {
  const { kept } = decode("<https://x.io|label>", directory);
  assert.equal(encode("<https://evil.io|label>", directory, kept), "&lt;<https://evil.io>|label&gt;");
});

test("a name that two people share is shown by the handle that tells them apart", () => {
  const people = [
    { id: "U1", name: "sam", real_name: "Sam" },
    { id: "U2", name: "sam.k", real_name: "Sam" },
  ];
  const { text, kept } = decode("<@U2> <@U1>", { people });
  assert.equal(encode(text, { people }, kept), "<@U2> <@U1>");
});

test("escape and unescape are each other's reverse", () => {
  for (const text of ["<&>", "&amp;", "&amp;lt;", "a", ""])
    assert.equal(unescape_text(escape_text(text)), text);
});

test("people are addressed by their first name where it is their handle", () => {
  assert.deepEqual(directory.people.map(display_name), [
    "Ada",
    "Bruno",
    "Bruno Alves",
    "Greta",
    "Deploy Bot",
    "Here",
    "Zoë",
  ]);
});

test("a long hostile text is encoded in reasonable time", () => {
  const before = performance.now();
  encode("@".repeat(20000) + "https://".repeat(2000) + "`".repeat(5001) + "#".repeat(10000), directory);
  assert.ok(performance.now() - before < 2000);
});
