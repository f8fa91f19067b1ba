// How an operator looks after the ledger of a bot that is in use: copies of it, and what they are good for.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { run, start, startSandbox, temporaryFolder, until } from './huzzah.mjs';

/** A sandbox that keeps its ledger in a file; `thank` gives one kudos and waits until it is recorded. */
async function scene(t) {
  const folder = temporaryFolder(t);
  const database = path.join(folder, 'huzzah.db');
  const config = path.join(folder, 'huzzah.json');
  writeFileSync(config, JSON.stringify({ kudos: { daily_limit: 0 } }));
  const sandbox = await startSandbox(t, { args: ['--database', database, '--config', config] });
  const [ada, bruno] = [sandbox.person('Ada'), sandbox.person('Bruno')];
  const general = sandbox.channel('general');
  await ada.live();
  const thank = async (reason) => {
    const ts = await ada.post(general, `${bruno.mention} ++ for ${reason}`);
    await (await ada.live()).saw({ type: 'reaction_added', user: sandbox.bot, item: { ts } });
  };
  const received = async (file = database) => {
    const { code, stdout, stderr } = await run(t, ['tally', '--format', 'json', '--database', file]);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout).people.reduce((sum, one) => sum + one.received, 0);
  };
  const on = (command, ...args) => run(t, [command, ...args, '--database', database]);
  return { sandbox, folder, database, ada, bruno, general, thank, received, on };
}

test('a backup is made while the bot works, and puts back what it has', async (t) => {
  const { sandbox, folder, database, thank, received, on } = await scene(t);
  await thank('the flaky test');
  await thank('the docs');
  const copy = path.join(folder, 'copy.db');
  const made = await on('backup', copy);
  assert.equal(made.code, 0, made.stderr);
  assert.match(made.stdout, /^Backed up and verified: .*copy\.db \(2 kudos, 0\.\d MB\)\n$/);
  assert.equal(statSync(copy).mode & 0o777, 0o600);
  assert.equal(await received(copy), 2);

  await thank('the cake');
  const again = await on('backup', copy);
  assert.equal(again.code, 2);
  assert.match(again.stderr, /copy\.db is there already/);
  const held = await on('restore', '--yes', copy);
  assert.equal(held.code, 1);
  assert.match(held.stderr, /is in use by process \d+: stop that one first/);
  assert.equal(await received(), 3);

  assert.equal((await sandbox.stop('SIGTERM')).code, 0);
  const unasked = await on('restore', copy);
  assert.equal(unasked.code, 2);
  assert.match(unasked.stderr, /add --yes/);
  const done = await on('restore', '--yes', copy);
  assert.equal(done.code, 0, done.stderr);
  assert.equal(await received(), 2);
  const aside = readdirSync(folder).filter((name) => /^huzzah\.db\.before-restore-\d{8}T\d{6}Z$/.test(name));
  assert.equal(aside.length, 1);
  assert.equal(await received(path.join(folder, aside[0])), 3);
  assert.equal(statSync(database).mode & 0o777, 0o600);
});

test('backups one after the other, while the bot keeps on writing, are each whole', async (t) => {
  const { folder, thank, on } = await scene(t);
  await thank('a start');
  let copies = 0;
  const copying = (async () => {
    for (; copies < 5; ++copies) {
      const { code, stderr } = await on('backup', '--force', path.join(folder, 'copy.db'));
      assert.equal(code, 0, stderr);
    }
  })();
  let thanks = 1;
  await until(async () => {
    await thank(`number ${++thanks}`);
    return copies === 5;
  }, 'five copies');
  await copying;
  assert.deepEqual(readdirSync(folder).filter((name) => name.includes('.part-')), []);
  const checked = await on('backup', path.join(folder, 'last.db'));
  assert.match(checked.stdout, new RegExp(`\\(${thanks} kudos`));
});

/** What a form says when nothing in it is changed. */
function asItOpened(view) {
  const reading = {
    plain_text_input: (element) => ({ value: element.initial_value ?? null }),
    static_select: (element) => ({ selected_option: element.initial_option ?? null }),
    radio_buttons: (element) => ({ selected_option: element.initial_option ?? null }),
    checkboxes: (element) => ({ selected_options: element.initial_options ?? [] }),
    multi_static_select: (element) => ({ selected_options: element.initial_options ?? [] }),
    timepicker: (element) => ({ selected_time: element.initial_time ?? null }),
    channels_select: (element) => ({ selected_channel: element.initial_channel ?? null }),
    conversations_select: (element) => ({ selected_conversation: element.initial_conversation ?? null }),
    multi_users_select: (element) => ({ selected_users: element.initial_users ?? [] }),
  };
  return Object.fromEntries(
    view.blocks
      .filter(({ type }) => type === 'input')
      .map(({ block_id, element }) => [
        block_id,
        { [element.action_id]: { type: element.type, ...reading[element.type](element) } },
      ]),
  );
}

for (const runs of [true, false]) {
  const by = runs ? 'by the bot that runs' : 'without a bot';
  test(`somebody who is forgotten ${by} is in no file any more`, async (t) => {
    const { sandbox, folder, database, ada, bruno, thank, received, on } = await scene(t);
    await thank('the marmalade');
    await thank('the clementine');
    const theirs = await on('export', '--format', 'jsonl', '--person', ada.id);
    assert.equal(theirs.stdout.match(/"kind":"kudos"/g).length, 2, theirs.stdout);
    if (!runs) assert.equal((await sandbox.stop('SIGTERM')).code, 0);

    const left = () =>
      readdirSync(folder)
        .filter((name) => name.startsWith('huzzah.db') && !name.endsWith('.socket'))
        .flatMap((name) => {
          const bytes = readFileSync(path.join(folder, name), 'latin1');
          return [ada.id, 'marmalade', 'clementine'].filter((word) => bytes.includes(word)).map((word) => `${word} in ${name}`);
        });
    assert.notDeepEqual(left(), []);
    const looked = await on('forget', '--person', ada.id, '--dry-run');
    assert.match(looked.stdout, /2 {2}kudos that they gave/);
    assert.notDeepEqual(left(), []);
    assert.equal((await on('forget', '--person', ada.id)).code, 2);
    const done = await on('forget', '--person', ada.id, '--yes');
    assert.equal(done.code, 0, done.stderr);
    assert.deepEqual(left(), []);
    assert.equal(await received(), 2);
    assert.ok(readFileSync(database, 'latin1').includes(bruno.id));
    if (!runs) return;
    assert.ok(!sandbox.program.output.includes(ada.id), sandbox.program.output);
    // The bot goes on: what is said from now on is new.
    await thank('the tea');
    assert.equal(await received(), 3);
    assert.equal((await sandbox.stop('SIGTERM')).code, 0);
  });
}

test('the socket of commands is for the bot’s own user, and gone with the bot', async (t) => {
  const { sandbox, database } = await scene(t);
  const socket = `${database}.socket`;
  assert.equal(statSync(socket).mode & 0o777, 0o600);
  assert.ok(statSync(socket).isSocket());
  assert.equal((await sandbox.stop('SIGTERM')).code, 0);
  assert.throws(() => statSync(socket), /ENOENT/);
});

test('a digest that was set up from chat is listed and removed, beside the bot and without it', async (t) => {
  const { sandbox, folder, general, ada, on } = await scene(t);
  const live = await ada.live();
  const setUp = async (name) => {
    const { mark } = live;
    assert.ok((await ada.command(general, `/digest setup ${name}`)).ok);
    const { view } = await live.saw({ type: 'view_opened' }, mark);
    const done = await ada.submit(view.id, asItOpened(view));
    assert.ok(done.ok, JSON.stringify(done));
  };
  await setUp('friday');
  await setUp('monday');
  const listed = await on('rituals', 'list');
  assert.match(listed.stdout, new RegExp(`^digest friday: .*; set up from chat by ${ada.id}$`, 'm'));
  const removed = await on('rituals', 'remove', 'friday');
  assert.equal(removed.stdout, 'Removed: digest friday.\n', removed.stderr);
  assert.match((await ada.askPrivately(general, '/digest status')).text, /monday/);
  assert.doesNotMatch((await ada.askPrivately(general, '/digest status')).text, /friday/);
  const again = await on('rituals', 'remove', 'friday');
  assert.equal(again.code, 2);
  assert.match(again.stderr, /no stand-up or digest is called "friday"/);

  assert.equal((await sandbox.stop('SIGTERM')).code, 0);
  assert.equal((await on('rituals', 'remove', 'digest:monday')).code, 0);
  assert.equal((await on('rituals', 'list')).stdout, 'There are none; /standup setup and /digest setup make them.\n');
});

test('a running bot makes the backup that is due, and check sees it', async (t) => {
  const sandbox = await startSandbox(t, { withBot: false });
  const folder = temporaryFolder(t);
  const config = path.join(folder, 'huzzah.json');
  const backups = path.join(folder, 'backups');
  writeFileSync(
    config,
    JSON.stringify({
      slack: { api_url: `${sandbox.url}/api/` },
      storage: { path: path.join(folder, 'huzzah.db'), backup: { directory: backups } },
    }),
  );
  const env = { SLACK_APP_TOKEN: sandbox.appToken, SLACK_BOT_TOKEN: sandbox.botToken };
  const bot = start(t, ['run', '--config', config], { env });
  const [, file] = await bot.line(/backed up and verified: (\S+\/huzzah-\d{4}-\d\d-\d\d\.db) \(0 kudos\)/);
  await bot.line(/ connected/);
  assert.deepEqual(readdirSync(backups), [path.basename(file)]);
  const checked = await run(t, ['check', '--config', config], { env });
  assert.match(checked.stdout, /^✓ backups: 1 in .*backups, the newest of \d{4}-\d\d-\d\d$/m);
  assert.match(checked.stdout, /^✓ outbox: nothing is in doubt$/m);
  assert.equal(checked.code, 0, checked.stdout);
  assert.deepEqual(await bot.stop('SIGTERM'), { code: 0, signal: null });
});
