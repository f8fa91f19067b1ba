// Tokens are seen by Slack and by nobody else: whatever happens to the program, all that it leaves behind is
// looked through for them: what it prints and logs, its process, its files, its metrics.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { describe, test } from 'node:test';
import { request, run, start, startSandbox, temporaryFolder } from './huzzah.mjs';

/** The ways in which a secret could be written. */
function forms(secret) {
  const core = secret.slice(5); // what stands behind "xoxb-" is the secret part
  return [core, core.slice(-12), encodeURIComponent(core), Buffer.from(secret).toString('base64').slice(8, -4),
    Buffer.from(core).toString('hex'), [...core].reverse().join('')];
}

/** Where in `places` (name → text) a secret is, in any form. */
function leaks(places, secrets) {
  return Object.entries(places)
    .filter(([, text]) => secrets.some((one) => forms(one).some((form) => text.includes(form))))
    .map(([name]) => name);
}

/** What the system shows of a process; only root may see its environment. */
const shown = (pid, ...names) => Object.fromEntries(names.map((name) => {
  try {
    return [`/proc/${name}`, readFileSync(`/proc/${pid}/${name}`, 'latin1')];
  } catch (problem) {
    if (name !== 'environ' || problem.code !== 'EACCES') throw problem;
    return [`/proc/${name}`, ''];
  }
}));

const filesIn = (folder) =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((one) => one.isFile())
      .map(({ name }) => [name, readFileSync(path.join(folder, name), 'latin1')]),
  );

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A Slack, and a bot's configuration with its tokens in files of their own. */
async function scene(t, log, more = {}) {
  const sandbox = await startSandbox(t, { withBot: false });
  const [home, state] = [temporaryFolder(t), temporaryFolder(t)];
  const secrets = [sandbox.appToken, sandbox.botToken];
  const tokenFile = (name, token) => {
    writeFileSync(path.join(home, name), `${token}\n`, { mode: 0o600 });
    return `file:${path.join(home, name)}`;
  };
  const port = await freePort();
  const config = path.join(home, 'huzzah.json');
  const configure = (slack = {}) => writeFileSync(config, JSON.stringify({
    slack: {
      api_url: sandbox.apiUrl,
      app_token: tokenFile('app', sandbox.appToken),
      bot_token: tokenFile('bot', sandbox.botToken),
      ...slack,
    },
    storage: { path: path.join(state, 'huzzah.db') },
    metrics: { port },
    log,
    ...more,
  }));
  configure();
  return { sandbox, home, state, secrets, tokenFile, config, configure, port };
}

test('what looks for tokens finds one that is printed, in whatever form', async (t) => {
  const secret = 'xoxb-11-22-notForYourEyes99';
  for (const form of forms(secret)) assert.deepEqual(leaks({ there: `… ${form} …` }, [secret]), ['there']);
  assert.deepEqual(leaks({ there: 'xoxb- begins a token; xox…redacted was one' }, [secret]), []);
  // A token in the name of a file is no token that the program knows of, and it repeats the name.
  const told = await run(t, ['tally', '--database', `/nowhere/${secret}.db`]);
  assert.deepEqual(leaks({ stderr: told.stderr }, [secret]), ['stderr']);
});

for (const log of [{ level: 'debug' }, { level: 'debug', format: 'json' }])
  describe(`no token is left anywhere, with a log as ${log.format ?? 'text'}`, () => {
    test('by a bot that works while Slack is slow, broken and refuses, and by one that crashes', async (t) => {
      const { sandbox, home, state, secrets, config, port } = await scene(t, log);
      const bot = start(t, ['run', '--config', config], { cwd: state });
      await bot.line(/connected/);
      const [ada, bruno] = [sandbox.person('Ada'), sandbox.person('Bruno')];
      const general = sandbox.channel('general');
      const live = await ada.live();
      const kudos = async (reason) => {
        const ts = await ada.post(general, `${bruno.mention} ++ for ${reason}`);
        await live.saw({ type: 'reaction_added', user: sandbox.bot, item: { ts } });
      };
      await kudos('a start');
      await sandbox.faults({
        web_api: {
          'users.info': { status: 500, times: 2 },
          'reactions.add': { status: 429, retry_after: 1, times: 1 },
          'chat.postMessage': { body: '<html>token? no</html>', times: 1, of_app: true },
          'apps.connections.open': { status: 503, times: 1 },
        },
      });
      await sandbox.control('disconnect', { reason: 'refresh_requested' });
      await sandbox.control('envelope', { raw: '{"type":"mystery","payload":{"token":"x"}}' }).catch(() => {});
      await kudos('patience');
      await sandbox.control('cut');
      await kudos('coming back');
      const metrics = await request(`http://127.0.0.1:${port}/metrics`);
      assert.equal(metrics.status, 200);
      const places = {
        stdout: bot.stdout, log: bot.stderr, metrics: metrics.text,
        ...shown(bot.process.pid, 'cmdline', 'environ', 'comm', 'status'), ...filesIn(state),
      };
      assert.ok(places['huzzah.db'].includes('SQLite format 3'));
      assert.match(places['/proc/cmdline'], /huzzah\0run\0/);
      assert.deepEqual(leaks(places, secrets), []);
      // The token's own files show that they would have been found.
      assert.deepEqual(leaks(filesIn(home), secrets).sort(), ['app', 'bot']);

      // A crash: no core, and nothing said of it.
      assert.match(shown(bot.process.pid, 'limits')['/proc/limits'], /^Max core file size +0 /m);
      assert.equal((await bot.stop('SIGABRT')).signal, 'SIGABRT');
      assert.deepEqual(leaks({ output: bot.output, ...filesIn(state) }, secrets), []);
      assert.ok(!readdirSync(state).some((name) => name.startsWith('core')));
    });

    test('by tokens that do not serve, and by a check of them', async (t) => {
      const { state, tokenFile, config, configure } = await scene(t, log);
      const wrong = { app: 'xapp-1-A0WRONG-11-feedfacefeedface', bot: 'xoxb-99-88-wrongWrongWrong' };
      configure({ app_token: tokenFile('wrong-app', wrong.app), bot_token: tokenFile('wrong-bot', wrong.bot) });
      const bot = await run(t, ['run', '--config', config], { cwd: state });
      assert.equal(bot.code, 3, bot.output);
      const check = await run(t, ['check', '--config', config], { cwd: state });
      assert.equal(check.code, 1);
      const places = { run: bot.output, check: check.output, ...filesIn(state) };
      assert.ok(bot.output.length > 20 && check.output.length > 20);
      assert.deepEqual(leaks(places, Object.values(wrong)), []);
    });

    test('by a configuration that has to be mended, wherever in it they stand', async (t) => {
      const { state, secrets, config, configure } = await scene(t, log);
      const [app, bot] = secrets;
      const texts = {
        swapped: JSON.stringify({ slack: { app_token: bot, bot_token: app } }),
        misplaced: JSON.stringify({ slack: { app_token: app, bot_token: bot, token: bot, api_url: `https://x/${bot}` } }),
        lists: JSON.stringify({ slack: { app_token: [app], bot_token: { value: bot } } }),
        nameless: JSON.stringify({ slack: { app_token: app.slice(5), bot_token: `"${bot}"` } }),
        unclosed: `{"slack": {"app_token": "${app}", "bot_token": "${bot}`,
        bare: `{"slack": {"app_token": ${app}, "bot_token": ${bot}}}`,
        variables: JSON.stringify({ slack: { app_token: `\${${app}}`, bot_token: `file:/nowhere` } }),
      };
      for (const [name, text] of Object.entries(texts)) {
        writeFileSync(config, text, { mode: 0o644 });
        for (const command of ['run', 'check', 'tally', 'health']) {
          const told = await run(t, [command, '--config', config], { cwd: state });
          assert.notEqual(told.code, 0, `${name}, ${command}`);
          assert.deepEqual(leaks({ [`${name}, ${command}`]: told.output }, secrets), []);
        }
      }
      // Readable for others, they are complained of without being repeated.
      configure({ app_token: app, bot_token: bot });
      const warned = await run(t, ['check', '--offline', '--config', config], { cwd: state });
      assert.match(warned.stdout, /app_token: the token itself is in the file/);
      assert.deepEqual(leaks({ warned: warned.output }, secrets), []);
    });

    test('by a proxy that asks for a password and is not there', async (t) => {
      const { state, secrets, config, configure } = await scene(t, log);
      configure({ api_url: 'https://slack.invalid/api/' });
      const secret = 'user-p4ssW0rdOfTheProxy';
      const env = { HTTPS_PROXY: `http://user:${secret}@127.0.0.1:${await freePort()}` };
      const check = await run(t, ['check', '--config', config], { cwd: state, env });
      assert.equal(check.code, 1);
      const bot = start(t, ['run', '--config', config], { cwd: state, env });
      await bot.line(/can't be reached/);
      await bot.stop('SIGTERM');
      assert.deepEqual(leaks({ check: check.output, run: bot.output }, [secret, ...secrets]), []);
    });
  });

test('a log as JSON is an object a line, whatever people and servers say', async (t) => {
  const forged = 'no\n{"ts":"2026-01-01T00:00:00Z","level":"error","message":"forged"}\r\n\u2028\u001b[2J"\\';
  // What is wrong with a ritual is logged in its own words.
  const standups = [{ name: forged, channel: '#wins', [forged]: forged }];
  const { sandbox, config, secrets } = await scene(t, { level: 'debug', format: 'json' }, { standups });
  await sandbox.person('Ada').api('users.profile.set', { profile: { display_name: `Ada\n{"level":"error"}` } });
  await sandbox.faults({
    web_api: { 'users.info': { body: JSON.stringify({ ok: false, error: forged }), times: 3 } },
  });
  const bot = start(t, ['run', '--config', config]);
  await bot.line(/connected/);
  const ts = await sandbox.person('Ada').post(sandbox.channel('general'), `<@U0BRUNO001> ++ for ${forged}`);
  await (await sandbox.person('Ada').live()).saw({ type: 'reaction_added', user: sandbox.bot, item: { ts } });
  await sandbox.control('envelope', { raw: JSON.stringify({ type: forged, payload: { text: forged } }) });
  assert.equal((await bot.stop('SIGTERM')).code, 0);
  assert.equal(bot.stdout, '');
  const lines = bot.stderr.split('\n');
  assert.equal(lines.pop(), '', 'the last line is whole');
  assert.ok(lines.length > 4, bot.stderr);
  for (const line of lines) {
    const read = JSON.parse(line);
    assert.deepEqual(Object.keys(read), ['ts', 'level', 'message'], line);
    assert.match(read.ts, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/);
    assert.ok(['debug', 'info', 'warning', 'error'].includes(read.level), line);
    assert.equal(typeof read.message, 'string');
    assert.notEqual(read.message, 'forged');
  }
  assert.ok(lines.some((line) => line.includes('no\\n{')), `what was said is in the log, as words:\n${bot.stderr}`);
  assert.deepEqual(leaks({ log: bot.stderr }, secrets), []);
});
