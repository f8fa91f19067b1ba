// `huzzah run` and a Slack in another process, with TLS between them: as in real life, with all that
// happens on the way.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { makeCertificates } from './certificates.mjs';
import { run, start, startSandbox, temporaryFolder, until, wordsOf } from './huzzah.mjs';
import { startProxy, startRelay } from './relay.mjs';

/** A sandbox that speaks https, and all that a bot needs to work there. */
async function scene(t) {
  const folder = temporaryFolder(t);
  const tls = makeCertificates(folder, 'slack');
  const sandbox = await startSandbox(t, {
    withBot: false,
    ca: tls.caText,
    args: ['--certificate', tls.certificate, '--private-key', tls.privateKey],
  });
  assert.match(sandbox.url, /^https:/);
  const database = path.join(folder, 'huzzah.db');
  const config = path.join(folder, 'huzzah.json');
  const env = { SLACK_APP_TOKEN: sandbox.appToken, SLACK_BOT_TOKEN: sandbox.botToken };
  const configure = (slack = {}) =>
    writeFileSync(config, JSON.stringify({
      slack: {
        api_url: sandbox.apiUrl, ca_file: tls.ca,
        app_token: '${SLACK_APP_TOKEN}', bot_token: '${SLACK_BOT_TOKEN}', ...slack,
      },
      storage: { path: database },
      calm: { from: '00:00', until: '00:00', days: 'every day', messages_a_day: 1000 },
      welcome: { first_kudos: false },
      log: { level: 'debug' },
    }));
  configure();
  const startBot = async () => {
    const bot = start(t, ['run', '--config', config], { env });
    await bot.line(/ connected/);
    return bot;
  };
  /** {name: [received, given]} of everybody with any. */
  const tally = async () => {
    const { stdout } = await run(t, ['tally', '--format', 'json', '--include-private', '--database', database]);
    const rows = JSON.parse(stdout).people.filter((one) => one.received || one.given);
    return Object.fromEntries(rows.map((one) => [one.name.split(' ')[0].toLowerCase(), [one.received, one.given]]));
  };
  const settled = () => until(async () => (await sandbox.ask('stats')).unacked === 0, 'all acknowledgements');
  const [ada, bruno, chiara] = ['Ada', 'Bruno', 'Chiara'].map((name) => sandbox.person(name));
  const live = await ada.live();
  const marked = (ts) => live.saw({ type: 'reaction_added', user: sandbox.bot, item: { ts } });
  const notes = async (person) =>
    (await person.live()).events.filter((one) => one.type === 'message' && one.channel_type === 'im' && !one.subtype);
  await bruno.live();
  const general = sandbox.channel('general');
  return {
    folder, tls, sandbox, database, config, env, configure, startBot, tally, settled, ada, bruno, chiara, live, marked,
    notes, general,
  };
}

/** That nothing in a text gives a token away. */
function keepsSecrets(text, ...secrets) {
  for (const secret of secrets) {
    assert.ok(!text.includes(secret), 'a token in what was printed');
    assert.ok(!text.includes(secret.slice(-16)), 'the end of a token in what was printed');
  }
}

describe('over TLS', () => {
  test('kudos are recorded and answered, and no token is ever printed', async (t) => {
    const { sandbox, startBot, ada, bruno, general, marked, tally } = await scene(t);
    const bot = await startBot();
    await marked(await ada.post(general, `${bruno.mention} ++ for the certificates`));
    assert.match(wordsOf(await bruno.askPrivately(general, '/kudos me')), /received 1/);
    assert.deepEqual(await tally(), { bruno: [1, 0], ada: [0, 1] });
    assert.deepEqual(await bot.stop('SIGTERM'), { code: 0, signal: null });
    keepsSecrets(bot.output, sandbox.appToken, sandbox.botToken);
    assert.doesNotMatch(bot.output, /ticket=/);
  });

  test('a certificate by somebody else is refused, and one line says so', async (t) => {
    const { folder, tls, sandbox, config, env, configure } = await scene(t);
    const other = makeCertificates(folder, 'stranger');
    configure({ ca_file: other.ca });
    const bot = start(t, ['run', '--config', config], { env });
    const { input: line } = await bot.line(/certificate/);
    assert.match(line, /warn .*Slack can't be reached, trying again: /);
    assert.equal((await bot.stop()).code, 0);
    assert.equal(bot.lines.filter((one) => /certificate/.test(one)).length, 1, bot.output);
    const check = await run(t, ['check', '--config', config], { env });
    assert.equal(check.code, 1);
    assert.match(check.stdout, /✗ app token: .*certificate.*\n {2}→ .*slack\.ca_file/);
    keepsSecrets(bot.output + check.output, sandbox.appToken, sandbox.botToken);
    configure({ ca_file: tls.ca });
    assert.equal((await run(t, ['check', '--config', config], { env })).code, 0);
  });

  test('a certificate for another name is refused', async (t) => {
    const { folder, config, env, configure, sandbox } = await scene(t);
    const wrong = makeCertificates(folder, 'elsewhere', 'DNS:elsewhere.test');
    const plain = await startSandbox(t, { withBot: false });
    const relay = await startRelay(t, {
      name: '127.0.0.1',
      origin: plain.url,
      certificate: readFileSync(wrong.certificate),
      privateKey: readFileSync(wrong.privateKey),
    });
    configure({ api_url: `${relay.url}/api/`, ca_file: wrong.ca });
    const check = await run(t, ['check', '--config', config], { env });
    assert.equal(check.code, 1);
    assert.match(check.stdout, /✗ app token: .*certificate/);
    assert.deepEqual((await plain.ask('calls')).calls, [], 'not even one request may have been sent there');
    keepsSecrets(check.output, sandbox.appToken, sandbox.botToken);
  });
});

describe('nothing is lost and nothing counts twice', () => {
  test('when the bot is killed before its acknowledgement arrives', async (t) => {
    const { sandbox, startBot, ada, bruno, general, marked, settled, notes, tally } = await scene(t);
    const first = await startBot();
    await sandbox.faults({ drop_acks: -1 });
    const ts = await ada.post(general, `${bruno.mention} ++ for holding on`);
    await marked(ts);
    await (await bruno.live()).saw({ type: 'message', channel_type: 'im' });
    assert.equal((await first.stop('SIGKILL')).signal, 'SIGKILL');
    assert.deepEqual(await tally(), { bruno: [1, 0], ada: [0, 1] });
    await sandbox.faults({ reset: true });
    await startBot();
    await settled();
    assert.ok((await sandbox.ask('stats')).redeliveries >= 1);
    assert.deepEqual(await tally(), { bruno: [1, 0], ada: [0, 1] });
    // What comes next is in order behind what might have come twice.
    await marked(await ada.post(general, `${bruno.mention} ++ for waiting`));
    await (await bruno.live()).saw({ type: 'message', channel_type: 'im', text: /waiting/ });
    assert.deepEqual((await notes(bruno)).map((one) => /holding on/.test(one.text)), [true, false]);
    assert.deepEqual(await tally(), { bruno: [2, 0], ada: [0, 2] });
  });

  test('when the bot dies with a message unread', async (t) => {
    const { sandbox, startBot, ada, bruno, general, marked, settled, tally } = await scene(t);
    const first = await startBot();
    first.process.kill('SIGSTOP');
    const ts = await ada.post(general, `${bruno.mention} ++ for patience`);
    assert.equal((await first.stop('SIGKILL')).signal, 'SIGKILL');
    await startBot();
    await marked(ts);
    await settled();
    assert.equal((await sandbox.ask('stats')).redeliveries, 1);
    assert.deepEqual(await tally(), { bruno: [1, 0], ada: [0, 1] });
  });

  test('when the bot is killed while Slack posts its note', async (t) => {
    const { sandbox, startBot, ada, bruno, general, marked, notes, tally } = await scene(t);
    const first = await startBot();
    const liked = await bruno.post(general, 'Pancakes!');
    // Slack does it, but its answer never comes.
    await sandbox.faults({ web_api: { 'chat.postMessage': { after_effect: true, hang: true, times: 1 } } });
    await ada.react(general, liked, 'trophy');
    const told = await (await bruno.live()).saw({ type: 'message', channel_type: 'im' });
    assert.equal((await first.stop('SIGKILL')).signal, 'SIGKILL');
    await startBot();
    await marked(await ada.post(general, `${bruno.mention} ++ for more`));
    await (await bruno.live()).saw({ type: 'message', channel_type: 'im', text: /more/ });
    assert.deepEqual((await notes(bruno)).map((one) => /more/.test(one.text)), [false, true]);
    // It knows which note that was: it can still take it back.
    await ada.unreact(general, liked, 'trophy');
    await (await bruno.live()).saw({ subtype: 'message_deleted', deleted_ts: told.ts });
    assert.deepEqual(await tally(), { bruno: [1, 0], ada: [0, 1] });
  });

  test('when the connection is refreshed or cut while people write', async (t) => {
    const { sandbox, startBot, ada, bruno, general, marked, settled, tally } = await scene(t);
    await startBot();
    const texts = Array.from({ length: 6 }, (_, i) => `${bruno.mention} ++ for number ${i}`);
    const { hellos } = await sandbox.ask('stats');
    await sandbox.control('disconnect', { reason: 'refresh_requested', close_after_ms: 300 });
    const said = [];
    for (const text of texts.slice(0, 3)) said.push(await ada.post(general, text));
    for (const ts of said) await marked(ts);
    await until(async () => (await sandbox.ask('stats')).hellos > hellos, 'the new connection');
    await sandbox.control('cut');
    for (const text of texts.slice(3)) said.push(await ada.post(general, text));
    for (const ts of said) await marked(ts);
    await settled();
    assert.deepEqual(await tally(), { bruno: [6, 0], ada: [0, 6] });
  });

  test('when events come twice, late, and in the wrong order', async (t) => {
    const { sandbox, startBot, ada, bruno, chiara, general, settled, tally } = await scene(t);
    await startBot();
    await sandbox.faults({ duplicate_events: 2, reverse_events: true });
    const ts = await ada.post(general, `${bruno.mention} ++ for being first`);
    await ada.edit(general, ts, `${chiara.mention} ++ for being first`);
    await settled();
    assert.deepEqual(await tally(), { chiara: [1, 0], ada: [0, 1] });
    const gone = await ada.post(general, `${bruno.mention} ++ for a moment`);
    await ada.delete(general, gone);
    await settled();
    assert.deepEqual(await tally(), { chiara: [1, 0], ada: [0, 1] });
  });

  test('when Slack asks to slow down and has a bad moment', async (t) => {
    const { sandbox, startBot, ada, bruno, chiara, general, marked, notes, tally } = await scene(t);
    await startBot();
    const liked = await bruno.post(general, 'One thing after the other.');
    await sandbox.faults({ web_api: { 'chat.postMessage': { status: 500, times: 1 } } });
    await ada.react(general, liked, 'trophy');
    await (await bruno.live()).saw({ type: 'message', channel_type: 'im' });
    await sandbox.faults({ web_api: { 'reactions.add': { status: 429, retry_after: 1, times: 1 } } });
    await marked(await ada.post(general, `${chiara.mention} ++ for calm`));
    assert.equal((await notes(bruno)).length, 1);
    assert.deepEqual(await tally(), { bruno: [1, 0], chiara: [1, 0], ada: [0, 2] });
  });
});

test('HTTPS_PROXY is used for the Web API and for the WebSocket', async (t) => {
  const folder = temporaryFolder(t);
  const tls = makeCertificates(folder, 'name', 'DNS:huzzah.test');
  const sandbox = await startSandbox(t, { withBot: false });
  const relay = await startRelay(t, {
    name: 'huzzah.test',
    origin: sandbox.url,
    certificate: readFileSync(tls.certificate),
    privateKey: readFileSync(tls.privateKey),
  });
  const proxy = await startProxy(t);
  const config = path.join(folder, 'huzzah.json');
  writeFileSync(config, JSON.stringify({
    slack: { api_url: `${relay.url}/api/`, ca_file: tls.ca },
    storage: { path: path.join(folder, 'huzzah.db') },
    log: { level: 'debug' },
  }));
  const env = {
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_BOT_TOKEN: sandbox.botToken,
    HTTPS_PROXY: `http://somebody:pass%20word@127.0.0.1:${proxy.port}`,
  };
  const bot = start(t, ['run', '--config', config], { env });
  await bot.line(/ connected/);
  const ada = sandbox.person('Ada');
  const live = await ada.live();
  const ts = await ada.post(sandbox.channel('general'), `${sandbox.person('Bruno').mention} ++ for the detour`);
  await live.saw({ type: 'reaction_added', user: sandbox.bot, item: { ts } });
  assert.equal((await bot.stop()).code, 0);
  const target = new URL(relay.url).host;
  assert.ok(proxy.asked.length >= 2, 'one way for requests and one for the WebSocket');
  const authorization = `Basic ${Buffer.from('somebody:pass word').toString('base64')}`;
  for (const one of proxy.asked) assert.deepEqual(one, { target, authorization });
  assert.doesNotMatch(bot.output, /pass(%20| )word/);
  // Without it there is no way: the name exists nowhere else.
  const { HTTPS_PROXY: _, ...direct } = env;
  const check = await run(t, ['check', '--config', config], { env: direct });
  assert.equal(check.code, 1);
  assert.match(check.stdout, /✗ app token: .*huzzah\.test.*\n {2}→ .*HTTPS_PROXY/);
  const through = await run(t, ['check', '--config', config], { env });
  assert.equal(through.code, 0, through.output);
});
