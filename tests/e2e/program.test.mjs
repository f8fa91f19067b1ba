// The program as a newcomer meets it: `huzzah sandbox`, people who give kudos in it, and what the other
// commands say of the ledger meanwhile.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { run, startSandbox, temporaryFolder, until, wordsOf } from './huzzah.mjs';

/** A sandbox that keeps its ledger in a file, and the people in it. `kudos`: settings of the bot. */
async function scene(t, { kudos, database } = {}) {
  const folder = temporaryFolder(t);
  database ??= path.join(folder, 'huzzah.db');
  // With a configuration the sandbox has no rituals of its own, which would speak up at their hours.
  const config = path.join(folder, 'huzzah.json');
  writeFileSync(config, JSON.stringify(kudos ? { kudos } : {}));
  const args = ['--database', database, '--config', config];
  const sandbox = await startSandbox(t, { args });
  const [ada, bruno, chiara, dev, emi] = ['Ada', 'Bruno', 'Chiara', 'Dev', 'Emi'].map((name) => sandbox.person(name));
  const general = sandbox.channel('general');

  /** {ada: [received, given]} of everybody with any, as `huzzah tally` has it. */
  const tally = async () => {
    const { code, stdout, stderr } = await run(t, ['tally', '--format', 'json', '--include-private', '--database', database]);
    assert.equal(code, 0, stderr);
    const rows = JSON.parse(stdout).people.filter((one) => one.received || one.given);
    return Object.fromEntries(rows.map((one) => [one.name.split(' ')[0].toLowerCase(), [one.received, one.given]]));
  };
  /** Once everything that was said is dealt with. */
  const settled = () => until(async () => (await sandbox.ask('stats')).unacked === 0, 'all acknowledgements');
  /** The bot's next direct message to somebody. */
  const note = async (person, after = 0) =>
    (await person.live()).saw({ type: 'message', channel_type: 'im', user: sandbox.bot, subtype: undefined }, after);
  /** That a note was taken back. */
  const noteGone = async (person, { ts }) => (await person.live()).saw({ subtype: 'message_deleted', deleted_ts: ts });
  /** The bot's mark on a message, as Ada sees it. */
  const marked = async (ts) => (await ada.live()).saw({ type: 'reaction_added', user: sandbox.bot, item: { ts } });
  for (const one of [ada, bruno, chiara, dev]) await one.live();
  return { sandbox, database, folder, ada, bruno, chiara, dev, emi, general, tally, settled, note, noteGone, marked };
}

describe('kudos in a message', () => {
  test('are recorded, marked, and told to the receiver', async (t) => {
    const { ada, bruno, general, marked, note, tally } = await scene(t);
    const ts = await ada.post(general, `${bruno.mention} ++ for the flaky test #craft`);
    assert.equal((await marked(ts)).reaction, 'tada');
    const told = await note(bruno);
    assert.match(wordsOf(told), /the flaky test/);
    assert.ok(wordsOf(told).includes(ada.mention));
    assert.ok(wordsOf(told).includes(`/archives/${general}/p${ts.replace('.', '')}`), wordsOf(told));
    assert.deepEqual(await tally(), { bruno: [1, 0], ada: [0, 1] });
  });

  test('count for each receiver, each emoji, and each line', async (t) => {
    const { ada, bruno, chiara, dev, general, marked, tally } = await scene(t);
    const ts = await ada.post(
      general,
      `kudos ${bruno.mention} ${chiara.mention} for the release\n:trophy::trophy: ${dev.mention} for staying up`,
    );
    await marked(ts);
    assert.deepEqual(await tally(), { bruno: [1, 0], chiara: [1, 0], dev: [2, 0], ada: [0, 4] });
  });

  test('to a group reach all its members but the giver', async (t) => {
    const { sandbox, ada, general, marked, tally } = await scene(t);
    const crew = sandbox.world.usergroups.find((one) => one.handle === 'crew');
    assert.ok(crew.users.includes(ada.id));
    const ts = await ada.post(general, `<!subteam^${crew.id}|@crew> ++ for the launch`);
    await marked(ts);
    assert.deepEqual(await tally(), { bruno: [1, 0], chiara: [1, 0], ada: [0, 2] });
    // Being in the group oneself is nothing to be told off for: the first refusal is the next one's.
    await ada.post(general, '<!here> ++ for being here');
    const refusal = await (await ada.live()).saw({ type: 'ephemeral', channel: general });
    assert.match(wordsOf(refusal.message), /everybody at once/);
  });

  test('count in threads and in direct messages to the bot', async (t) => {
    const { sandbox, ada, bruno, chiara, general, marked, tally } = await scene(t);
    const direct = sandbox.world.channels.find((one) => one.is_im && one.members.includes(ada.id)).id;
    await marked(await ada.post(direct, `${chiara.mention}++ in private`));
    const root = await ada.post(general, 'what a week');
    await marked(await ada.post(general, `${bruno.mention}++ most of all`, { thread_ts: root }));
    assert.deepEqual(await tally(), { bruno: [1, 0], chiara: [1, 0], ada: [0, 2] });
  });

  test('follow every edit of it', async (t) => {
    const { sandbox, ada, bruno, chiara, dev, general, note, noteGone, tally } = await scene(t);
    const ts = await ada.post(general, `${bruno.mention} ++ for the docs`);
    const first = await note(bruno);
    await ada.edit(general, ts, `kudos ${chiara.mention} ${dev.mention} for the docs`);
    await noteGone(bruno, first);
    const second = await note(chiara);
    await note(dev);
    assert.deepEqual(await tally(), { chiara: [1, 0], dev: [1, 0], ada: [0, 2] });
    await ada.edit(general, ts, `kudos ${chiara.mention} for the *whole* handbook`);
    const changed = await (await chiara.live()).saw({ subtype: 'message_changed', message: { ts: second.ts } });
    assert.match(wordsOf(changed.message), /handbook/);
    await ada.edit(general, ts, 'never mind');
    await noteGone(chiara, second);
    await (await ada.live()).saw({ type: 'reaction_removed', user: sandbox.bot, item: { ts } });
    assert.deepEqual(await tally(), {});
    await ada.edit(general, ts, `${bruno.mention} ++ after all`);
    const mark = (await bruno.live()).events.findIndex((one) => one.subtype === 'message_deleted');
    assert.match(wordsOf(await note(bruno, mark)), /after all/);
    assert.deepEqual(await tally(), { bruno: [1, 0], ada: [0, 1] });
  });

  test('are gone when it is deleted', async (t) => {
    const { ada, bruno, general, note, noteGone, tally } = await scene(t);
    const ts = await ada.post(general, `${bruno.mention} ++ for the docs`);
    const told = await note(bruno);
    await ada.delete(general, ts);
    await noteGone(bruno, told);
    assert.deepEqual(await tally(), {});
  });

  test('are never given by accident', async (t) => {
    const { ada, bruno, chiara, general, marked, note, settled, tally } = await scene(t);
    const accidents = [
      'i++ and C++ and c++17',
      `\`${bruno.mention} ++\` is how it is written`,
      `\`\`\`\n${bruno.mention} ++ for code\n\`\`\``,
      `&gt; ${bruno.mention} ++ for a quote`,
      `${bruno.mention} is on holiday. We need 2 ++ more people`,
      '<https://example.com/?q=++|kudos>',
    ];
    for (const text of accidents) await ada.post(general, text);
    const real = await ada.post(general, `${chiara.mention} ++ on purpose`);
    await marked(real);
    await note(chiara);
    await settled();
    assert.deepEqual(await tally(), { chiara: [1, 0], ada: [0, 1] });
    const marks = (await ada.live()).events.filter((one) => one.type === 'reaction_added');
    assert.deepEqual(marks.map((one) => one.item.ts), [real]);
  });

  test('never make the bot ping a whole channel', async (t) => {
    const { ada, bruno, general, note } = await scene(t);
    await ada.post(general, `${bruno.mention} ++ for &lt;!channel&gt; and &lt;!subteam^S0CREW0001&gt;`);
    const told = await note(bruno);
    assert.match(wordsOf(told), /!channel/);
    assert.doesNotMatch(wordsOf(told), /<!/);
  });
});

test('a reaction gives kudos to the author, and takes it back', async (t) => {
  const { ada, bruno, general, note, noteGone, settled, tally } = await scene(t);
  const ts = await bruno.post(general, 'I fixed the build');
  await ada.react(general, ts, 'eyes');
  await ada.react(general, ts, 'trophy');
  const told = await note(bruno);
  assert.deepEqual(await tally(), { bruno: [1, 0], ada: [0, 1] });
  await bruno.react(general, ts, 'trophy');
  await settled();
  assert.deepEqual(await tally(), { bruno: [1, 0], ada: [0, 1] });
  await ada.unreact(general, ts, 'trophy');
  await noteGone(bruno, told);
  assert.deepEqual(await tally(), {});
});

describe('/kudos', () => {
  test('gives kudos before everybody, and undo takes the last one back', async (t) => {
    const { sandbox, ada, bruno, chiara, general, note, noteGone, tally } = await scene(t);
    const live = await ada.live();
    const give = (whom) => ada.command(general, `/kudos <@${whom.id}|${whom.name}> for the demo`);
    assert.deepEqual(await give(bruno), { ok: true });
    const said = await live.saw({ type: 'message', channel: general, user: sandbox.bot });
    assert.ok(wordsOf(said).includes(bruno.mention) && wordsOf(said).includes(ada.mention));
    await give(chiara);
    const told = await note(chiara);
    assert.deepEqual(await tally(), { bruno: [1, 0], chiara: [1, 0], ada: [0, 2] });
    const undone = wordsOf(await ada.askPrivately(general, '/kudos undo'));
    assert.ok(undone.includes(chiara.mention) && !undone.includes(bruno.mention), undone);
    await noteGone(chiara, told);
    assert.deepEqual(await tally(), { bruno: [1, 0], ada: [0, 1] });
    await sandbox.turn(11 * 60);
    assert.match(wordsOf(await ada.askPrivately(general, '/kudos undo')), /nothing to take back/);
    assert.deepEqual(await tally(), { bruno: [1, 0], ada: [0, 1] });
  });

  test('shows help, what is mine, and the board, each privately', async (t) => {
    const { sandbox, ada, bruno, chiara, general, marked } = await scene(t);
    await marked(await ada.post(general, `:trophy::trophy: ${bruno.mention} for patience`));
    const others = await chiara.live();
    const { mark } = others;
    assert.match(wordsOf(await bruno.askPrivately(general, '/kudos help')), /@name \+\+/);
    const mine = wordsOf(await bruno.askPrivately(general, '/kudos me'));
    assert.match(mine, /received 2 and gave 0/);
    assert.match(mine, /patience/);
    // Asked by the giver, whose day it is: for others a month may have begun already.
    for (const span of ['', ' week', ' month', ' all']) {
      const board = wordsOf(await ada.askPrivately(general, `/kudos board${span}`));
      assert.ok(board.includes(bruno.mention), board);
      assert.match(board, /× 2/);
    }
    assert.match(wordsOf(await chiara.askPrivately(general, '/kudos board year')), /week, month and all/);
    assert.match(wordsOf(await chiara.askPrivately(general, '/kudos bord')), /board/);
    const ts = await ada.post(general, 'that is all');
    await others.saw({ type: 'message', ts });
    const spoken = others.events.slice(mark).filter((one) => one.type === 'message' && one.user === sandbox.bot);
    assert.deepEqual(spoken, []);
  });

  test('board of the week is empty a week later, the one of all times is not', async (t) => {
    const { sandbox, ada, bruno, general, marked } = await scene(t);
    await marked(await ada.post(general, `${bruno.mention} ++ for the roses`));
    await sandbox.turn(7 * 86_400);
    assert.ok(!wordsOf(await ada.askPrivately(general, '/kudos board week')).includes(bruno.mention));
    assert.ok(wordsOf(await ada.askPrivately(general, '/kudos board all')).includes(bruno.mention));
  });

  test('mute keeps the private notes away, unmute brings them back', async (t) => {
    const { ada, bruno, chiara, general, note, tally } = await scene(t);
    await bruno.askPrivately(general, '/kudos mute');
    const { mark } = await bruno.live();
    await ada.post(general, `kudos ${bruno.mention} ${chiara.mention} for quiet work`);
    await note(chiara);
    await bruno.askPrivately(general, '/kudos unmute');
    await ada.post(general, `${bruno.mention} ++ for loud work`);
    const told = await note(bruno, mark);
    assert.match(wordsOf(told), /loud work/);
    assert.deepEqual(await tally(), { bruno: [2, 0], chiara: [1, 0], ada: [0, 3] });
  });
});

describe('what may not be is refused in one private line', () => {
  test('oneself, bots, those who have left, everybody at once', async (t) => {
    const { sandbox, ada, bruno, general, tally } = await scene(t);
    const live = await ada.live();
    const others = await bruno.live();
    const greta = sandbox.world.people.find((one) => one.deleted).id;
    const refusals = [
      [`${ada.mention} ++ for being me`, /travel to others/],
      ['<@U0DEPLOY01> ++ for deploying', /is a bot/],
      [`<@${greta}> ++ for all the years`, /has left/],
      ['<!here> ++ for being here', /everybody at once/],
    ];
    for (const [text, why] of refusals) {
      const { mark } = live;
      await ada.post(general, text);
      const told = await live.saw({ type: 'ephemeral', channel: general }, mark);
      assert.match(wordsOf(told.message), why);
    }
    assert.deepEqual(await tally(), {});
    assert.ok(!others.events.some((one) => one.type === 'ephemeral'));
    const answer = wordsOf(await ada.askPrivately(general, `/kudos ${ada.mention} for being me`));
    assert.match(answer, /travel to others/);
  });

  test('more than the day allows, until the next day', async (t) => {
    const { sandbox, ada, bruno, chiara, dev, general, marked, tally } = await scene(t, { kudos: { daily_limit: 2 } });
    const live = await ada.live();
    await marked(await ada.post(general, `kudos ${bruno.mention} ${chiara.mention} for one`));
    await ada.post(general, `${dev.mention} ++ for two`);
    const told = await live.saw({ type: 'ephemeral', channel: general });
    assert.match(wordsOf(told.message), /thanked people 2 times today/);
    assert.deepEqual(await tally(), { bruno: [1, 0], chiara: [1, 0], ada: [0, 2] });
    await sandbox.turn(86_400);
    await marked(await ada.post(general, `${dev.mention} ++ for three`));
    assert.deepEqual(await tally(), { bruno: [1, 0], chiara: [1, 0], dev: [1, 0], ada: [0, 3] });
  });
});

test('the configuration says how kudos look and how they are answered', async (t) => {
  const kudos = { emoji: ['taco', 'star'], acknowledge: 'thread', notify_receiver: false, minimum_reason: 5 };
  const { sandbox, ada, bruno, general, settled, tally } = await scene(t, { kudos });
  const live = await ada.live();
  await ada.post(general, `:trophy: ${bruno.mention} is just an emoji here`);
  await ada.post(general, `${bruno.mention} ++ ok`);
  assert.match(wordsOf((await live.saw({ type: 'ephemeral', channel: general })).message), /at least 5 characters/);
  const ts = await ada.post(general, `:star: ${bruno.mention} for the tacos`);
  const reply = await live.saw({ type: 'message', user: sandbox.bot, thread_ts: ts });
  assert.match(wordsOf(reply), /:taco:/);
  await settled();
  assert.deepEqual(await tally(), { bruno: [1, 0], ada: [0, 1] });
  assert.ok(!(await bruno.live()).events.some((one) => one.channel_type === 'im'));
});

test('export writes every recognition, those taken back too', async (t) => {
  const { sandbox, database, folder, ada, bruno, chiara, general, marked, note, noteGone } = await scene(t);
  const ts = await ada.post(general, `${bruno.mention} ++ =SUM(A1), "quoted" #craft`);
  await marked(ts);
  const liked = await chiara.post(general, 'pancakes for all');
  await bruno.react(general, liked, 'trophy');
  const told = await note(chiara);
  await bruno.unreact(general, liked, 'trophy');
  await noteGone(chiara, told);
  await ada.command(general, `/kudos ${chiara.mention} for the cake`);

  const lines = await run(t, ['export', '--format', 'jsonl', '--database', database]);
  assert.equal(lines.code, 0, lines.stderr);
  const rows = lines.stdout.trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(rows.map((row) => row.source), ['message', 'reaction', 'command']);
  const [message, reaction, command] = rows;
  assert.deepEqual(
    { ...message, id: 0, given_at: '' },
    {
      id: 0, kind: 'kudos', workspace: sandbox.world.team.id, channel: general, message_ts: ts, giver: ada.id,
      receiver: bruno.id, amount: 1, reason: message.reason, values: ['craft'], source: 'message', given_at: '',
      retracted_at: null,
    },
  );
  assert.match(message.reason, /=SUM\(A1\), "quoted"/);
  assert.match(message.given_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  // A message's time is the time that its kudos was given.
  assert.equal(Math.floor(Date.parse(message.given_at) / 1000), Math.floor(Number(ts)));
  assert.equal(reaction.message_ts, liked);
  assert.match(reaction.retracted_at, /Z$/);
  assert.equal(command.message_ts, null);
  assert.equal(command.receiver, chiara.id);

  const table = path.join(folder, 'kudos.csv');
  const written = await run(t, ['export', '--format', 'csv', '--database', database, '--output', table]);
  assert.equal(written.code, 0, written.stderr);
  assert.equal(statSync(table).mode & 0o777, 0o600);
  const csv = readFileSync(table, 'utf8').split('\r\n');
  assert.equal(csv.length, 5, 'a header, three lines, an end of line');
  assert.match(csv[0], /^id,kind,workspace,channel,message_ts,giver,receiver,amount,reason,values,source,given_at,/);
  assert.ok(csv[1].includes(`""quoted""`), csv[1]);
  assert.doesNotMatch(csv[1], /,"?=/, 'no spreadsheet may take a reason for a formula');
});

describe('the sandbox ends', () => {
  for (const signal of ['SIGINT', 'SIGTERM'])
    test(`with 0 at ${signal}, and leaves nothing behind`, async (t) => {
      const folder = temporaryFolder(t);
      const sandbox = await startSandbox(t, { env: { TMPDIR: folder } });
      assert.equal(readdirSync(folder).length, 1);
      assert.deepEqual(await sandbox.stop(signal), { code: 0, signal: null });
      assert.deepEqual(readdirSync(folder), []);
      assert.doesNotMatch(sandbox.program.stderr, /error|warn/i);
    });

  test('and its ledger goes on with the next one', async (t) => {
    const first = await scene(t);
    await first.marked(await first.ada.post(first.general, `${first.bruno.mention} ++ for yesterday`));
    assert.equal((await first.sandbox.stop('SIGTERM')).code, 0);
    const { database } = first;
    assert.equal(statSync(database).mode & 0o777, 0o600);
    const second = await scene(t, { database });
    await second.marked(await second.ada.post(second.general, `${second.bruno.mention} ++ for today`));
    assert.deepEqual(await second.tally(), { bruno: [2, 0], ada: [0, 2] });
    assert.match(wordsOf(await second.bruno.askPrivately(second.general, '/kudos me')), /received 2/);
  });
});
