// What goes wrong before anything works: one clear line that says what and what to do, and an exit code.
// 0 all is well, 1 not this time, 2 command line or configuration, 3 can't go on.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import http from 'node:http';
import { once } from 'node:events';
import path from 'node:path';
import { describe, test } from 'node:test';
import { run, start, startSandbox, temporaryFolder, until } from './huzzah.mjs';

const tokens = { SLACK_APP_TOKEN: 'xapp-1-A0000-1-0123456789abcdef', SLACK_BOT_TOKEN: 'xoxb-1-2-abcdefghijklmnop' };

/** That a run ended with `code` and told it in one line that matches, on standard error. */
function oneLine({ code, signal, stdout, stderr }, wanted, pattern) {
  assert.equal(signal, null);
  assert.equal(code, wanted, stderr);
  assert.equal(stdout, '');
  const lines = stderr.trim().split('\n');
  assert.equal(lines.length, 1, stderr);
  assert.match(lines[0], pattern);
}

describe('the command line', () => {
  const cases = [
    [['frobnicate'], /unknown command frobnicate/],
    [['sandbx'], /sandbox/],
    [['run', '--confg', 'x'], /--confg; did you mean --config/],
    [['sandbox', '--port', '99999'], /0 to 65535/],
    [['sandbox', '--certificate', 'x.pem'], /--private-key/],
    [['tally', '--since', '2026-13-01'], /2026-13-01/],
    [['export'], /--format is required/],
    [['export', '--format', 'xml'], /jsonl.*csv|csv.*jsonl/],
  ];
  for (const [args, pattern] of cases)
    test(`huzzah ${args.join(' ')}`, async (t) => oneLine(await run(t, args), 2, pattern));

  test('without a command shows how to begin', async (t) => {
    const { code, stderr } = await run(t, []);
    assert.equal(code, 2);
    assert.match(stderr, /huzzah sandbox/);
  });

  test('--help and --version are no mistakes', async (t) => {
    for (const args of [['--help'], ['run', '--help'], ['help', 'export'], ['--version']]) {
      const { code, stdout, stderr } = await run(t, args);
      assert.equal(code, 0);
      assert.equal(stderr, '');
      assert.match(stdout, /huzzah/);
    }
  });
});

describe('the configuration', () => {
  const reading = async (t, text, env = tokens) => {
    const config = path.join(temporaryFolder(t), 'huzzah.json');
    writeFileSync(config, text);
    return run(t, ['run', '--config', config], { env });
  };

  test('with mistakes is told all of them at once, each with a hint', async (t) => {
    const { code, stderr, stdout } = await reading(t, JSON.stringify({
      slack: { api_url: 'http://slack.example/api/', app_tokn: 'x', bot_token: '${HUZZAH_TEST_UNSET}' },
      storage: { path: 5 },
      kudos: { dayly_limit: 3, daily_limit: -1, emoji: 'trophy', acknowledge: 'smoke' },
      log: { level: 'loud' },
    }));
    assert.equal(code, 2);
    assert.equal(stdout, '');
    for (const pattern of [
      /slack\.api_url: .*https/,
      /slack\.app_tokn: unknown key; did you mean app_token\?/,
      /slack\.bot_token: .*HUZZAH_TEST_UNSET/,
      /storage\.path: /,
      /kudos\.dayly_limit: unknown key; did you mean daily_limit\?/,
      /kudos\.daily_limit: .*0 to 1000/,
      /kudos\.emoji: .*list/,
      /kudos\.acknowledge: .*reaction, thread, none/,
      /log\.level: .*debug, info, warning, error/,
    ])
      assert.match(stderr, pattern);
    assert.match(stderr, /9 problems/);
  });

  test('that is no JSON is told where', async (t) => {
    const { code, stderr } = await reading(t, '{\n  // kudos\n  "kudos": { "daily_limit": }\n}');
    assert.equal(code, 2);
    assert.match(stderr, /line 3/);
  });

  test('that is not there, or a folder', async (t) => {
    const folder = temporaryFolder(t);
    for (const name of [path.join(folder, 'nothing.json'), folder]) {
      const { code, stderr } = await run(t, ['run', '--config', name], { env: tokens });
      assert.equal(code, 2);
      assert.ok(stderr.includes(name));
    }
  });

  test('without tokens says where they belong, and swapped ones that they are', async (t) => {
    const none = await run(t, ['run']);
    assert.equal(none.code, 2);
    assert.match(none.stderr, /SLACK_APP_TOKEN/);
    assert.match(none.stderr, /SLACK_BOT_TOKEN/);
    const swapped = { SLACK_APP_TOKEN: tokens.SLACK_BOT_TOKEN, SLACK_BOT_TOKEN: tokens.SLACK_APP_TOKEN };
    const { code, stderr } = await run(t, ['run'], { env: swapped });
    assert.equal(code, 2);
    assert.match(stderr, /swapped/);
    assert.ok(!stderr.includes(tokens.SLACK_APP_TOKEN) && !stderr.includes(tokens.SLACK_BOT_TOKEN));
  });
});

test('a port in use names the way out', async (t) => {
  const other = http.createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  const { port } = other.address();
  oneLine(await run(t, ['sandbox', '--port', `${port}`]), 1, new RegExp(`${port}.*choose another with --port`));
});

test('a certificate that is none', async (t) => {
  const file = path.join(temporaryFolder(t), 'certificate.pem');
  writeFileSync(file, 'not a certificate');
  oneLine(await run(t, ['sandbox', '--port', '0', '--certificate', file, '--private-key', file]), 2, /certificate\.pem/);
});

describe('the database', () => {
  const begin = (t, database) => run(t, ['sandbox', '--port', '0', '--database', database]);
  const sqlite = (database, statement) =>
    execFileSync('python3', ['-c', 'import sqlite3, sys\nd = sqlite3.connect(sys.argv[1])\nd.execute(sys.argv[2])\nd.commit()',
      database, statement]);

  /** A ledger with one kudos in it, of a bot that has ended. */
  async function ledger(t) {
    const database = path.join(temporaryFolder(t), 'huzzah.db');
    const sandbox = await startSandbox(t, { args: ['--database', database] });
    const ada = sandbox.person('Ada');
    const live = await ada.live();
    const ts = await ada.post(sandbox.channel('general'), `${sandbox.person('Bruno').mention} ++ for all`);
    await live.saw({ type: 'reaction_added', item: { ts } });
    assert.equal((await sandbox.stop()).code, 0);
    return database;
  }

  test('held by another process', async (t) => {
    const database = path.join(temporaryFolder(t), 'huzzah.db');
    const first = await startSandbox(t, { args: ['--database', database] });
    const second = await begin(t, database);
    oneLine(second, 1, new RegExp(`huzzah\\.db is in use by process ${first.program.process.pid}: stop that one first`));
    // The first does not mind, and reading is free.
    assert.equal((await run(t, ['tally', '--database', database])).code, 0);
    assert.equal((await first.stop()).code, 0);
  });

  test('that is no database', async (t) => {
    const database = path.join(temporaryFolder(t), 'huzzah.db');
    const content = 'Dear diary, '.repeat(1000);
    writeFileSync(database, content);
    oneLine(await begin(t, database), 3, /huzzah\.db is not a database: name another file/);
    oneLine(await run(t, ['tally', '--database', database]), 3, /not a database/);
    const check = await run(t, ['check', '--offline'], { env: { ...tokens, HUZZAH_DATABASE: database } });
    assert.equal(check.code, 1);
    assert.match(check.stdout, /✗ database: .*not a database/);
    assert.equal(readFileSync(database, 'utf8'), content, 'it was left as it was');
  });

  test('that is damaged inside', async (t) => {
    const database = await ledger(t);
    const file = openSync(database, 'r+');
    for (let page = 1; page < 40; ++page) writeSync(file, Buffer.alloc(2000, 0xa5), 0, 2000, page * 4096 + 100);
    closeSync(file);
    const check = await run(t, ['check', '--offline'], { env: { ...tokens, HUZZAH_DATABASE: database } });
    assert.equal(check.code, 1);
    assert.match(check.stdout, /✗ /);
    assert.match(check.stdout, /backup/);
    oneLine(await run(t, ['tally', '--database', database]), 3, /damaged.*backup/);
  });

  test('whose tallies do not follow from its ledger', async (t) => {
    const database = await ledger(t);
    const env = { ...tokens, HUZZAH_DATABASE: database };
    const sound = await run(t, ['check', '--offline'], { env });
    assert.equal(sound.code, 0, sound.stdout);
    assert.match(sound.stdout, /✓ tallies/);
    sqlite(database, 'UPDATE tally SET received = received + 1');
    const check = await run(t, ['check', '--offline'], { env });
    assert.equal(check.code, 1);
    assert.match(check.stdout, /✗ tallies: /);
  });

  test('by a newer version', async (t) => {
    const database = await ledger(t);
    sqlite(database, 'PRAGMA user_version = 999');
    oneLine(await begin(t, database), 3, /newer/);
    oneLine(await run(t, ['tally', '--database', database]), 3, /newer/);
  });

  test('of another program', async (t) => {
    const database = path.join(temporaryFolder(t), 'other.db');
    sqlite(database, 'CREATE TABLE recipes (name TEXT)');
    oneLine(await begin(t, database), 2, /other\.db/);
  });

  test('where no file can be', async (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(path.join(folder, 'file'), '');
    oneLine(await begin(t, path.join(folder, 'file', 'huzzah.db')), 2, /can't create the folder .*file: Not a directory/);
    mkdirSync(path.join(folder, 'folder'));
    oneLine(await begin(t, path.join(folder, 'folder')), 2, /folder: Is a directory/);
  });

  test('that nobody has made yet', async (t) => {
    const database = path.join(temporaryFolder(t), 'huzzah.db');
    oneLine(await run(t, ['tally', '--database', database]), 2, /no database .* yet: run Huzzah first/);
    oneLine(await run(t, ['export', '--format', 'csv', '--database', database]), 2, /no database .* yet/);
  });
});

test('an export that cannot be written', async (t) => {
  const folder = temporaryFolder(t);
  const sandbox = await startSandbox(t, { args: ['--database', path.join(folder, 'huzzah.db')] });
  const ada = sandbox.person('Ada');
  const live = await ada.live();
  const ts = await ada.post(sandbox.channel('general'), `${sandbox.person('Bruno').mention} ++ for all`);
  await live.saw({ type: 'reaction_added', item: { ts } });
  const to = (output) =>
    run(t, ['export', '--format', 'csv', '--database', path.join(folder, 'huzzah.db'), '--output', output]);
  oneLine(await to(path.join(folder, 'nowhere', 'kudos.csv')), 1, /can't write .*kudos\.csv/);
  oneLine(await to('/dev/full'), 1, /can't write \/dev\/full \(No space left on device\)/);
});

describe('Slack', () => {
  /** A sandbox, and the environment of a bot for it. */
  async function scene(t) {
    const sandbox = await startSandbox(t, { withBot: false });
    const env = {
      SLACK_APP_TOKEN: sandbox.appToken,
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_API_URL: sandbox.apiUrl,
      HUZZAH_DATABASE: path.join(temporaryFolder(t), 'huzzah.db'),
    };
    return { sandbox, env };
  }

  test('takes both tokens: check is content, and changes nothing', async (t) => {
    const { sandbox, env } = await scene(t);
    const { code, stdout, stderr } = await run(t, ['check'], { env });
    assert.equal(code, 0, stdout);
    assert.equal(stderr, '');
    for (const subject of ['configuration', 'app token', 'bot token', 'scopes', 'clock', 'database'])
      assert.match(stdout, new RegExp(`^✓ ${subject}: `, 'm'));
    assert.doesNotMatch(stdout, /✗/);
    assert.match(stdout, /@huzzah of Small Wins Inc\./);
    assert.ok(!stdout.includes(sandbox.appToken) && !stdout.includes(sandbox.botToken));
    assert.throws(() => readFileSync(env.HUZZAH_DATABASE));
  });

  test('knows a token no more: check names it and what to do', async (t) => {
    const { env } = await scene(t);
    for (const [name, subject] of [['SLACK_BOT_TOKEN', 'bot token'], ['SLACK_APP_TOKEN', 'app token']]) {
      const { code, stdout } = await run(t, ['check'], { env: { ...env, [name]: tokens[name] } });
      assert.equal(code, 1);
      assert.match(stdout, new RegExp(`^✗ ${subject}: .*invalid_auth \\(the token is wrong: copy it again`, 'm'));
      assert.equal(stdout.match(/✗ \w/g).length, 1, stdout);
      assert.ok(!stdout.includes(tokens[name]));
    }
  });

  test('has revoked the token: the bot ends and says why', async (t) => {
    const { sandbox, env } = await scene(t);
    await sandbox.faults({ web_api: { 'auth.test': { status: 200, times: -1, body: '{"ok":false,"error":"token_revoked"}' } } });
    oneLine(await run(t, ['run'], { env }), 3, /auth\.test: token_revoked \(the token was revoked: install the app again/);
  });

  test('no longer lets the app connect: so too while it runs', async (t) => {
    const { sandbox, env } = await scene(t);
    const bot = start(t, ['run'], { env });
    await bot.line(/ connected/);
    await sandbox.faults({ web_api: { 'apps.connections.open': { status: 200, times: -1, body: '{"ok":false,"error":"invalid_auth"}' } } });
    await sandbox.control('cut');
    assert.equal((await bot.ended()).code, 3, bot.output);
    assert.match(bot.lines.at(-1), /error .*apps\.connections\.open: invalid_auth \(the token is wrong/);
  });

  test('is out of reach: the bot waits for it, and ends when told to', async (t) => {
    const { sandbox, env } = await scene(t);
    await sandbox.stop();
    const bot = start(t, ['run'], { env });
    await bot.line(/warn.*Slack can't be reached, trying again/);
    assert.deepEqual(await bot.stop('SIGTERM'), { code: 0, signal: null });
    const check = await run(t, ['check'], { env });
    assert.equal(check.code, 1);
    assert.match(check.stdout, /✗ app token: /);
  });

  test('is some other server', async (t) => {
    const { env } = await scene(t);
    const other = http.createServer((_, response) => response.end('<html>Welcome to nginx!</html>')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    t.after(() => other.closeAllConnections());
    t.after(() => other.close());
    const url = `http://127.0.0.1:${other.address().port}/`;
    const { code, stdout } = await run(t, ['check'], { env: { ...env, SLACK_API_URL: url } });
    assert.equal(code, 1);
    assert.match(stdout, /✗ app token: .*no Slack answer/);
  });

  test('sends what nobody understands: it is left out, and the rest goes on', async (t) => {
    const { sandbox, env } = await scene(t);
    const bot = start(t, ['run'], { env });
    await until(async () => (await sandbox.ask('stats')).hellos === 2, 'both connections');
    const event = { envelope_id: 'e', type: 'events_api', payload: { type: 'event_callback', event: { type: 'moon_rose' } } };
    const frames = [
      'nonsense', '', '[]', '{"type":17}', '{"envelope_id":"x","type":"unheard_of","payload":{}}',
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      JSON.stringify({ ...event, payload: { ...event.payload, filling: 'x'.repeat(500_000) } }),
      JSON.stringify(event),
      JSON.stringify({ envelope_id: 'f', type: 'slash_commands', payload: null }),
      JSON.stringify({ envelope_id: 'g', type: 'events_api', payload: { event: { type: 'message', channel: 5, text: {} } } }),
    ];
    for (const raw of frames) assert.deepEqual(await sandbox.control('envelope', { raw }), { ok: true });
    const ada = sandbox.person('Ada');
    const live = await ada.live();
    const ts = await ada.post(sandbox.channel('general'), `${sandbox.person('Bruno').mention} ++ for nerves`);
    await live.saw({ type: 'reaction_added', user: sandbox.bot, item: { ts } });
    assert.equal((await sandbox.ask('stats')).hellos, 2, 'the connections were kept');
    assert.equal((await bot.stop()).code, 0);
  });
});
