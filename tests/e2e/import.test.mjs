// The past of a workspace, from its export: recorded once, however often and in whatever form it is read.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { run, startSandbox, temporaryFolder, until } from './huzzah.mjs';

const person = (id, name, more = {}) => ({
  id,
  team_id: 'T1',
  name,
  deleted: false,
  tz: 'Europe/Berlin',
  is_bot: false,
  profile: { display_name: name, real_name: `${name} Real` },
  ...more,
});
const people = [
  person('U1ADA', 'Ada'),
  person('U2BRUNO', 'Bruno', { deleted: true }),
  person('U3CHIARA', 'Chiara', { tz: 'America/Los_Angeles' }),
  person('U4BOT', 'Robot', { is_bot: true }),
];
const said = (user, ts, text, more = {}) => ({ type: 'message', user, ts, text, ...more });

/** 2024-03-31, the day on which Berlin turned its clocks. */
const day = [
  said('U1ADA', '1711880000.000100', '<@U2BRUNO> ++ for the <https://ci|flaky> test #craft'),
  said('U1ADA', '1711880001.000100', 'i++ and nothing else'),
  said('U1ADA', '1711880002.000100', '<@U1ADA> ++ for being me'),
  said('U1ADA', '1711880003.000100', 'kudos <@U4BOT> and <!subteam^S1|@crew>'),
  said('U3CHIARA', '1711880004.000100', 'win: the release is out, 40% faster', {
    reactions: [{ name: 'tada', users: ['U1ADA', 'U2BRUNO'], count: 2 }],
  }),
  said('U2BRUNO', '1711880005.000100', 'good morning', {
    edited: { user: 'U2BRUNO', ts: '1711880099.000000' },
    reactions: [{ name: 'trophy::skin-tone-2', users: ['U3CHIARA', 'U2BRUNO'], count: 3 }],
  }),
  said('U4BOT', '1711880006.000100', '<@U1ADA> ++ says the machine', { bot_id: 'B1', subtype: 'bot_message' }),
  said('U1ADA', '1711880007.000100', '<@U1ADA> has joined the channel', { subtype: 'channel_join' }),
];
const tallyOfTheDay = { Ada: [0, 1], Bruno: [2, 0], Chiara: [0, 1] };

/** Writes an export, and names its folder. */
function writeExport(t, { days = { '2024-03-31': day }, users = people, channels, name = 'export' } = {}) {
  const folder = path.join(temporaryFolder(t), name);
  const put = (file, what) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), typeof what === 'string' ? what : JSON.stringify(what));
  };
  if (users) put('users.json', users);
  put('channels.json', channels ?? [{ id: 'C1', name: 'general' }]);
  put('integration_logs.json', []);
  for (const [date, messages] of Object.entries(days)) put(`general/${date}.json`, messages);
  return { folder, put };
}

function zipped(folder) {
  const zip = `${folder}.zip`;
  const script = 'import shutil, sys; shutil.make_archive(sys.argv[1], "zip", sys.argv[1])';
  execFileSync('python3', ['-c', script, folder]);
  return zip;
}

/** A database of one test's own, and what can be asked of it. */
function ledger(t) {
  const database = path.join(temporaryFolder(t), 'huzzah.db');
  const importing = (from, ...more) => run(t, ['import', 'slack-export', from, '--database', database, ...more]);
  const json = async (...args) => {
    const { code, stdout, stderr } = await run(t, [...args, '--database', database]);
    assert.equal(code, 0, stderr);
    return stdout;
  };
  return {
    database,
    importing,
    tally: async () =>
      Object.fromEntries(
        JSON.parse(await json('tally', '--format', 'json', '--include-private')).people.map((one) => [one.name, [one.received, one.given]]),
      ),
    exported: async (what) =>
      (await json('export', '--what', what, '--format', 'jsonl', '--include-private'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
  };
}

/** The numbers of a report, by the words behind them. */
const counts = (report) =>
  Object.fromEntries([...report.matchAll(/^ +([\d,]+) {2}(.*)$/gm)].map(([, count, what]) => [what, Number(count)]));

describe('an export', () => {
  test('is recorded with all that it says, and nothing is posted', async (t) => {
    const { importing, tally, exported } = ledger(t);
    const { code, stdout, stderr } = await importing(writeExport(t).folder);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Read 8 messages in 1 file\.$/m);
    assert.deepEqual(counts(stdout), {
      'kudos by message': 1,
      'kudos by reaction': 1,
      wins: 1,
      'kudos to oneself': 2,
      'kudos to a bot': 1,
      'kudos to a user group: the export does not say who was in it': 1,
      'reactions: the export does not say whose they are': 1,
      'messages of bots': 1,
      'joins, topics and the like': 1,
    });
    assert.deepEqual(await tally(), tallyOfTheDay);
    const [first] = await exported('kudos');
    assert.equal(first.reason, 'the flaky test');
    assert.equal(first.message_ts, '1711880000.000100');
    assert.equal(first.workspace, 'T1');
    assert.equal(first.channel, 'C1');
    assert.deepEqual(first.values, ['craft']);
    const [win] = await exported('wins');
    assert.equal(win.text, 'the release is out, 40% faster');
    assert.equal(win.cheers, 2);
  });

  test('twice, and once more as a zip file, says nothing new', async (t) => {
    const { importing, tally } = ledger(t);
    const { folder } = writeExport(t);
    await importing(folder);
    for (const from of [folder, zipped(folder)]) {
      const { code, stdout } = await importing(from);
      assert.equal(code, 0);
      assert.equal(counts(stdout)['messages and reactions were known already'], 3);
      assert.equal(counts(stdout)['nothing new'], 0);
      assert.deepEqual(await tally(), tallyOfTheDay);
    }
  });

  test('brings nobody back who was forgotten, not even in what was never recorded', async (t) => {
    const { importing, tally, database } = ledger(t);
    await importing(writeExport(t).folder);
    const forgotten = await run(t, ['forget', '--person', 'U3CHIARA', '--yes', '--database', database]);
    assert.equal(forgotten.code, 0, forgotten.stderr);
    const before = await tally();
    const older = [
      said('U3CHIARA', '1711780000.000100', '<@U1ADA> ++ for the tea'),
      said('U1ADA', '1711780001.000100', '<@U3CHIARA> <@U2BRUNO> ++ for the cake of <@U3CHIARA>'),
      said('U3CHIARA', '1711780002.000100', 'win: the cake was eaten'),
    ];
    const { stdout } = await importing(writeExport(t, { days: { '2024-03-30': older, '2024-03-31': day } }).folder);
    assert.equal(counts(stdout)['kudos and wins of people who were forgotten after that'], 5);
    assert.equal(counts(stdout)['kudos by message'], 1);
    const after = await tally();
    assert.deepEqual(after.Bruno, [before.Bruno[0] + 1, 0]);
    assert.equal(after.Chiara, undefined);
    for (const bytes of ['', '-wal'].map((end) => (existsSync(database + end) ? readFileSync(database + end, 'latin1') : '')))
      for (const word of ['U3CHIARA', 'Chiara', 'eaten']) assert.ok(!bytes.includes(word), word);
  });

  test('as a zip file with a folder around everything is the same', async (t) => {
    const { importing, tally } = ledger(t);
    const { folder } = writeExport(t, { name: 'outer/inner' });
    const { code, stderr } = await importing(zipped(path.dirname(folder)));
    assert.equal(code, 0, stderr);
    assert.deepEqual(await tally(), tallyOfTheDay);
  });

  test('of a later day has the newer version of what was edited', async (t) => {
    const { importing, tally } = ledger(t);
    const once = said('U1ADA', '1711880000.000100', '<@U2BRUNO> ++ for the test');
    await importing(writeExport(t, { days: { '2024-03-31': [once] } }).folder);
    const edited = { ...once, text: '<@U3CHIARA> ++ for the test', edited: { user: 'U1ADA', ts: '1711880500.000000' } };
    const newer = writeExport(t, { days: { '2024-03-31': [edited] } }).folder;
    const { stdout } = await importing(newer);
    assert.match(stdout, /1 {2}kudos by message/);
    assert.deepEqual(await tally(), { Ada: [0, 1], Chiara: [1, 0] });
    await importing(writeExport(t, { days: { '2024-03-31': [once] } }).folder);
    assert.deepEqual(await tally(), { Ada: [0, 1], Chiara: [1, 0] });
  });

  test('knows no daily limit, unless the rules are to hold', async (t) => {
    const users = [person('U1ADA', 'Ada'), ...Array.from({ length: 12 }, (_, i) => person(`U9${i}`, `P${i}`))];
    const messages = users.slice(1).map((one, i) => said('U1ADA', `1711880000.0001${10 + i}`, `<@${one.id}>++`));
    const { folder } = writeExport(t, { users, days: { '2024-03-31': messages } });
    const all = ledger(t);
    await all.importing(folder);
    assert.deepEqual((await all.tally()).Ada, [0, 12]);
    const ruled = ledger(t);
    const { stdout } = await ruled.importing(folder, '--apply-rules');
    assert.equal(counts(stdout)['kudos over the daily limit'], 2);
    assert.deepEqual((await ruled.tally()).Ada, [0, 10]);
  });

  test('is read from one day to another', async (t) => {
    const { importing, tally } = ledger(t);
    const days = Object.fromEntries(
      [1, 2, 3].map((n) => [`2024-04-0${n}`, [said('U1ADA', `171196000${n}.000100`, '<@U2BRUNO>++')]]),
    );
    const { stdout } = await importing(writeExport(t, { days }).folder, '--since', '2024-04-02', '--until', '2024-04-02');
    assert.match(stdout, /^Read 1 message in 1 file\.$/m);
    assert.deepEqual(await tally(), { Ada: [0, 1], Bruno: [1, 0] });
  });
});

describe('a dry run', () => {
  test('says the same and shows samples, but records nothing', async (t) => {
    const { importing, database } = ledger(t);
    const { folder } = writeExport(t);
    const { code, stdout } = await importing(folder, '--dry-run');
    assert.equal(code, 0);
    assert.equal(counts(stdout)['kudos by message'], 1);
    assert.match(stdout, /^ {2}2024-03-31 {2}Ada → Bruno \+1: the flaky test$/m);
    assert.match(stdout, /Chiara, win: the release is out/);
    assert.throws(() => readFileSync(database));
    await importing(folder);
    const again = await importing(folder, '--dry-run');
    assert.equal(counts(again.stdout)['messages and reactions were known already'], 3);
  });

  test('shows hostile words as they are', async (t) => {
    const { importing } = ledger(t);
    const users = [person('U1ADA', 'A\u001b[2Jda'), person('U2BRUNO', 'Bru\u202eno')];
    const messages = [said('U1ADA', '1711880000.000100', '<@U2BRUNO> ++ for \u001b]0;owned\u0007 it')];
    const { stdout } = await importing(writeExport(t, { users, days: { '2024-03-31': messages } }).folder, '--dry-run');
    assert.match(stdout, /A\\x1b\[2Jda → Bru\\u202eno/);
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(stdout, /[\u001b\u0007\u202e]/);
  });
});

describe('beside what the bot has seen', () => {
  test('a kudos counts once', async (t) => {
    const { database, importing, tally } = ledger(t);
    const config = path.join(temporaryFolder(t), 'huzzah.json');
    writeFileSync(config, '{}');
    const sandbox = await startSandbox(t, { args: ['--database', database, '--config', config] });
    const [ada, bruno] = ['Ada', 'Bruno'].map((name) => sandbox.person(name));
    const general = sandbox.channel('general');
    const ts = await ada.post(general, `${bruno.mention} ++ for the flaky test`);
    await until(async () => (await tally())['Bruno Carvalho'], 'the kudos');

    const { world } = sandbox;
    const users = world.people.map((one) => person(one.id, one.name, { team_id: world.team.id }));
    const messages = [
      said(ada.id, ts, `${bruno.mention} ++ for the flaky test`),
      said(ada.id, '1711880000.000100', `${bruno.mention} ++ for what was long ago`),
    ];
    const { folder } = writeExport(t, {
      users,
      channels: [{ id: general, name: 'general' }],
      days: { '2024-03-31': messages },
    });
    const rehearsed = await importing(folder, '--dry-run');
    assert.equal(rehearsed.code, 0, rehearsed.stderr);
    assert.equal(counts(rehearsed.stdout)['messages and reactions were known already'], 1);

    // The bot does it, with what the command hands to it: a folder is packed, and a zip file just opened.
    const { code, stdout, stderr } = await importing(folder);
    assert.equal(code, 0, stderr);
    assert.equal(counts(stdout)['kudos by message'], 1);
    assert.equal(counts(stdout)['messages and reactions were known already'], 1);
    assert.deepEqual((await tally())['Bruno Carvalho'], [2, 0]);
    const packed = await importing(zipped(folder));
    assert.equal(counts(packed.stdout)['nothing new'], 0);
    await sandbox.program.line(/a command asks for import/);
    const fault = await importing(path.join(folder, 'nowhere'));
    assert.equal(fault.code, 2);
    assert.match(fault.stderr, /nowhere does not exist/);

    await sandbox.stop();
    const alone = await importing(folder);
    assert.equal(alone.code, 0);
    assert.equal(counts(alone.stdout)['nothing new'], 0);
    assert.deepEqual((await tally())['Bruno Carvalho'], [2, 0]);
  });
});

describe('what is wrong with an export', () => {
  /** That it ends with `code` and says why in one line. */
  const refused = async (t, from, pattern, code = 2) => {
    const done = await ledger(t).importing(from);
    assert.equal(done.code, code, done.stderr);
    assert.equal(done.stderr.trim().split('\n').length, 1, done.stderr);
    assert.match(done.stderr, pattern);
  };

  test('is said in one line', async (t) => {
    const { folder, put } = writeExport(t);
    await refused(t, path.join(folder, 'nowhere'), /does not exist/);
    await refused(t, path.join(folder, 'general'), /folder of one channel: name the one above it/);
    await refused(t, path.join(folder, 'users.json'), /is no zip file/);
    await refused(t, writeExport(t, { users: null }).folder, /no users\.json/);
    put('users.json', '[{]');
    await refused(t, folder, /users\.json is no JSON/);
    rmSync(path.join(folder, 'channels.json'));
    put('users.json', people);
    await refused(t, folder, /no channels\.json/);
  });

  test('a zip file that is cut off or of which a bit has changed', async (t) => {
    const zip = zipped(writeExport(t).folder);
    const whole = readFileSync(zip);
    writeFileSync(zip, whole.subarray(0, whole.length - 40));
    await refused(t, zip, /no zip file, or only a part/);
    writeFileSync(zip, whole);
    const place = whole.indexOf('general/2024-03-31.json') + 60;
    whole[place] ^= 0x40;
    writeFileSync(zip, whole);
    const { code, stdout } = await ledger(t).importing(zip);
    assert.equal(code, 1);
    assert.match(stdout, /Could not be read:\n {2}general\/2024-03-31\.json: /);
  });

  test('a day that can not be read is named, and the others are recorded', async (t) => {
    const { importing, tally } = ledger(t);
    const { folder, put } = writeExport(t);
    put('general/2024-04-01.json', '[{"type": "message", ');
    put('general/2024-04-02.json', '{}');
    put('general/2024-04-03.json', '[7]');
    const { code, stdout } = await importing(folder);
    assert.equal(code, 1);
    assert.match(stdout, /general\/2024-04-01\.json: .*is no JSON/);
    assert.match(stdout, /general\/2024-04-02\.json: it holds no list of messages/);
    assert.match(stdout, /general\/2024-04-03\.json: message 1 is no object/);
    assert.deepEqual(await tally(), tallyOfTheDay);
  });

  test('another workspace', async (t) => {
    const { importing } = ledger(t);
    await importing(writeExport(t).folder);
    const users = people.map((one) => ({ ...one, team_id: 'T2' }));
    const { code, stderr } = await importing(writeExport(t, { users }).folder);
    assert.equal(code, 2);
    assert.match(stderr, /workspace T2, and the database is that of T1/);
  });
});
