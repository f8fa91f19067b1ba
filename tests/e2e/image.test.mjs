// The root that the container image is made of, put into a folder by the script that the Dockerfile calls: it
// is small, belongs to nobody who may do more than run, and everything that Huzzah does works in it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { before, after, describe, test } from 'node:test';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { huzzah, request, run, start, startSandbox } from './huzzah.mjs';

const deploy = fileURLToPath(new URL('../../deploy', import.meta.url));
/** Of what is in it beside the program, which is larger where it was built for tests: with the one that is
 * shipped it is under 80 MB. */
const most = 71_400_000;
const root = path.join(tmpdir(), `huzzah-image-${process.pid}`);
const asRoot = process.getuid() === 0;
/** As the image's user; who is not root plays one in a namespace of their own. */
const within = asRoot
  ? ['chroot', '--userspec=10001:10001', root]
  : ['unshare', '--map-root-user', 'chroot', root];
const inside = { program: '/usr/local/bin/huzzah', around: within };

/** Every file below a folder, links not followed. */
function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* files(name);
    else yield name;
  }
}

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('the root of the image', () => {
  before(() => {
    execFileSync(path.join(deploy, 'image-root'), [huzzah, root]);
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  test(`is under ${most / 1e6} MB beside the program, and holds no shell and nothing that acts as somebody else`, () => {
    const all = [...files(root)];
    const size = all.reduce((sum, name) => sum + lstatSync(name).size, 0);
    const program = lstatSync(path.join(root, inside.program)).size;
    console.log(`the root has ${(size / 1e6).toFixed(1)} MB in ${all.length} files, the program ${program} bytes`);
    assert.ok(size - program < most, `${size - program} bytes`);
    for (const name of all) {
      const facts = lstatSync(name);
      assert.ok(!/\/(sh|bash|busybox|dpkg|apt|perl)$/.test(name), name);
      assert.ok(facts.isSymbolicLink() || !(facts.mode & 0o6022), `${name} is ${facts.mode.toString(8)}`);
    }
    if (asRoot) assert.equal(statSync(path.join(root, 'var/lib/huzzah')).uid, 10001);
  });

  test('is what the Dockerfile makes an image of: without a root user, with a volume and a health check', () => {
    const file = readFileSync(path.join(deploy, 'Dockerfile'), 'utf8');
    const last = file.slice(file.lastIndexOf('\nFROM '));
    assert.match(file, /^FROM debian:12-slim@sha256:[0-9a-f]{64} AS build$/m);
    assert.match(file, /deploy\/image-root \S+ \/root-fs$/m);
    assert.match(last, /^FROM scratch$/m);
    assert.match(last, /^COPY --from=build \/root-fs \/$/m);
    assert.match(last, /^USER 10001:10001$/m);
    assert.match(last, /^VOLUME \/var\/lib\/huzzah$/m);
    assert.match(last, /^HEALTHCHECK .*CMD \["\/usr\/local\/bin\/huzzah", "health"\]$/m);
    assert.doesNotMatch(file, /xox|xapp/);
  });

  test('has time zones, names of hosts and certificates', async (t) => {
    const config = path.join(root, 'tmp/huzzah.json');
    writeFileSync(config, JSON.stringify({
      slack: { app_token: 'xapp-1-a', bot_token: 'xoxb-1' },
      storage: { path: '/var/lib/huzzah/huzzah.db' },
      standups: [{ name: 'daily', channel: '#wins', time_zone: 'America/Argentina/Buenos_Aires', prompt_at: '09:30' }],
    }));
    const check = await run(t, ['check', '--offline', '--config', '/tmp/huzzah.json'], inside);
    assert.match(check.stdout, /✓ configuration: /, check.output);
    assert.doesNotMatch(check.stdout, /✗ rituals/, check.output);
    assert.match(check.stdout, /Buenos_Aires|daily/, check.output);
    // The authorities can be read: what fails is that this server speaks no TLS.
    const plain = net.createServer((socket) => socket.end('hello\n'));
    await new Promise((resolve) => plain.listen(0, '127.0.0.1', resolve));
    t.after(() => plain.close());
    const env = {
      SLACK_APP_TOKEN: 'xapp-1-a', SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_API_URL: `https://localhost:${plain.address().port}/api/`,
    };
    const online = await run(t, ['check'], { ...inside, env });
    assert.match(online.stdout, /✗ app token: /, online.output);
    assert.doesNotMatch(online.stdout, /✗ TLS|resolve|not found/, online.output);
  });

  test('runs the bot, tells whether it is well, and draws the picture of a digest with its own font', async (t) => {
    const draw = async (options) => {
      const sandbox = await startSandbox(t, options);
      const [ada, bruno] = [sandbox.person('Ada'), sandbox.person('Bruno')];
      const general = sandbox.channel('general');
      const live = await ada.live();
      const ts = await ada.post(general, `${bruno.mention} ++ for the docs #craft`);
      await live.saw({ type: 'reaction_added', user: sandbox.bot, item: { ts } });
      const { mark } = live;
      await ada.command(general, '/digest now');
      const posted = await live.saw({ type: 'message', user: sandbox.bot, channel: general }, mark);
      const image = posted.blocks.find((block) => block.type === 'image');
      assert.ok(image, JSON.stringify(posted.blocks));
      const shown = await fetch(`${sandbox.url}/files-pri/${sandbox.world.team.id}-${image.slack_file.id}/picture.png`);
      assert.equal(shown.status, 200);
      const { byteLength } = await shown.arrayBuffer();
      await sandbox.stop('SIGTERM');
      return byteLength;
    };
    const [here, there] = [await draw({}), await draw(inside)];
    // Without a font there would be boxes for letters, and a fifth less of it.
    assert.ok(Math.abs(here - there) < here / 50, `${here} bytes outside, ${there} in the image`);

    const slack = await startSandbox(t, { withBot: false });
    const port = String(await freePort());
    const env = {
      SLACK_APP_TOKEN: slack.appToken, SLACK_BOT_TOKEN: slack.botToken, SLACK_API_URL: slack.apiUrl,
      HUZZAH_DATABASE: asRoot ? '/var/lib/huzzah/huzzah.db' : '/tmp/huzzah.db', HUZZAH_METRICS_PORT: port,
    };
    const health = () => run(t, ['health'], { ...inside, env });
    assert.equal((await health()).code, 1);
    const bot = start(t, ['run'], { ...inside, env });
    await bot.line(/ connected/);
    assert.deepEqual(await health().then(({ code, output }) => [code, output]), [0, 'ok\n']);
    // Its memory, with the tokens in it, and its environment are for no other process of its user.
    if (asRoot) assert.equal(statSync(`/proc/${bot.process.pid}/environ`).uid, 0);
    assert.deepEqual(await bot.stop('SIGTERM'), { code: 0, signal: null });
    const gone = await health();
    assert.equal(gone.code, 1);
    assert.match(gone.stderr, new RegExp(`^huzzah: no answer at http://127\\.0\\.0\\.1:${port}/healthz: `));
  });
});
