// What the end-to-end tests share: the program as a process, the sandbox in it, and people who act there.
// Nothing here waits for a while and hopes: what is waited for is a line, an event, an answer or an exit.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { WebSocket } from 'ws';

/** The binary under test. */
export const huzzah =
  process.env.HUZZAH ?? fileURLToPath(new URL('../../build/release/bot/huzzah', import.meta.url));

/** How long anything may take before the test fails, in milliseconds. */
const patience = 15_000;

/** Rejects with `what()` if the promise takes longer than anything here should. */
export async function inTime(promise, what) {
  const limit = AbortSignal.timeout(patience);
  let complain;
  const late = new Promise((_, reject) => {
    complain = () => reject(new Error(`waited in vain for ${what()}`));
    limit.addEventListener('abort', complain);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    limit.removeEventListener('abort', complain);
  }
}

/** Asks again and again, each time with a real request, until the answer is truthy. For what has no event. */
export async function until(ask, what = 'what was asked for') {
  const end = performance.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise(setImmediate); // what arrives meanwhile has its turn
  }
}

/** A folder that is gone after the test. */
export function temporaryFolder(t) {
  const folder = mkdtempSync(path.join(tmpdir(), 'huzzah-e2e-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Whether everything that `pattern` names is so in `value`; a RegExp is matched, a function is asked. */
export function matches(value, pattern) {
  if (typeof pattern === 'function') return Boolean(pattern(value));
  if (pattern instanceof RegExp) return typeof value === 'string' && pattern.test(value);
  if (Array.isArray(pattern) || pattern === null || typeof pattern !== 'object')
    return isDeepStrictEqual(value, pattern);
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(pattern).every(([key, wanted]) => matches(value[key], wanted));
}

/** For temporary files of programs that are killed. */
const scratch = mkdtempSync(path.join(tmpdir(), 'huzzah-e2e-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

// The machine's own settings must not change what a test sees; sanitizers still hear what they are told.
function environment(extra, around) {
  const kept = Object.entries(process.env).filter(
    ([name]) => ['PATH', 'HOME', 'TMPDIR', 'TZ'].includes(name) || /^(A|T|UB|L)SAN_OPTIONS$/.test(name),
  );
  // What runs around a program may bring a root of its own.
  const temporary = around.length ? {} : { TMPDIR: scratch };
  return { ...Object.fromEntries(kept), ...temporary, ...extra };
}

/** A running process and all that it said. */
export class Program {
  /** `around`: a command that runs the program, such as ['chroot', folder]. */
  constructor(args, { env = {}, cwd, program = huzzah, around = [] } = {}) {
    this.name = [path.basename(program), ...args].join(' ');
    const [first, ...rest] = [...around, program, ...args];
    this.stdout = '';
    this.stderr = '';
    this.lines = [];
    this.waiting = new Set();
    this.process = spawn(first, rest, { env: environment(env, around), cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of ['stdout', 'stderr']) {
      this.process[stream].setEncoding('utf8').on('data', (text) => (this[stream] += text));
      createInterface({ input: this.process[stream] }).on('line', (line) => {
        this.lines.push(line);
        this.#look();
      });
    }
    /** {code, signal} once it has exited and all it said was read. */
    this.exit = new Promise((resolve, reject) => {
      this.process.once('error', reject);
      this.process.once('close', (code, signal) => {
        this.exited = { code, signal };
        resolve(this.exited);
        this.#look();
      });
    });
    this.exit.catch(() => {});
  }

  get output() {
    return this.stdout + this.stderr;
  }

  #look() {
    for (const waiter of [...this.waiting]) waiter();
  }

  /** The match of the first line, of those from number `from` on, that was or will be printed. */
  async line(pattern, from = 0) {
    const seen = new Promise((resolve, reject) => {
      const look = () => {
        for (const line of this.lines.slice(from)) {
          const match = line.match(pattern);
          if (match) return done(resolve, match);
        }
        if (this.exited) done(reject, new Error(`${this.name} ended without ${pattern}:\n${this.output}`));
      };
      const done = (settle, value) => {
        this.waiting.delete(look);
        settle(value);
      };
      this.waiting.add(look);
      this.process.once('error', (problem) => done(reject, problem));
      look();
    });
    return inTime(seen, () => `${pattern} from ${this.name}:\n${this.output}`);
  }

  /** Waits for its end. */
  async ended() {
    return inTime(this.exit, () => `the end of ${this.name}:\n${this.output}`);
  }

  /** Sends a signal and waits for the end. */
  async stop(signal = 'SIGINT') {
    if (!this.exited) this.process.kill(signal);
    return this.ended();
  }
}

/** Starts a program that does not outlive its test. */
export function start(t, args, options) {
  const program = new Program(args, options);
  t.after(() => program.stop('SIGKILL').catch(() => {}));
  return program;
}

/** Runs a program to its end: {code, signal, stdout, stderr, output}. */
export async function run(t, args, options) {
  const program = start(t, args, options);
  const end = await program.ended();
  return { ...end, stdout: program.stdout, stderr: program.stderr, output: program.output };
}

/** One HTTP request; the answer's body is JSON if it can be. `ca`: PEM text to trust. */
export function request(url, { method = 'GET', headers = {}, body, ca } = {}) {
  const answer = new Promise((resolve, reject) => {
    const { request: send } = url.startsWith('https:') ? https : http;
    const sent = send(url, { method, headers, ca, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece) => (text += piece));
      response.once('error', reject);
      response.once('end', () => {
        let json;
        try {
          json = JSON.parse(text);
        } catch {
          json = undefined;
        }
        resolve({ status: response.statusCode, headers: response.headers, text, json });
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
  return inTime(answer, () => `${method} ${url}`);
}

/** What the page of one person would show, as it happens. */
class Live {
  constructor(url, ca) {
    this.events = [];
    this.waiting = new Set();
    this.socket = new WebSocket(url, { ca });
    this.open = new Promise((resolve, reject) => {
      this.socket.once('open', resolve);
      this.socket.once('error', reject);
    });
    this.socket.on('error', () => {});
    this.socket.on('message', (frame) => {
      this.events.push(JSON.parse(frame));
      for (const look of [...this.waiting]) look();
    });
  }

  /** How many events there were: a mark, to wait for what comes `after` it. */
  get mark() {
    return this.events.length;
  }

  /** The first event that matches, of those after the mark, whether it was or will be. */
  async saw(pattern, after = 0) {
    const found = new Promise((resolve) => {
      const look = () => {
        const event = this.events.slice(after).find((one) => matches(one, pattern));
        if (!event) return;
        this.waiting.delete(look);
        resolve(event);
      };
      this.waiting.add(look);
      look();
    });
    return inTime(found, () => {
      const wanted = JSON.stringify(pattern, (_, value) => (value instanceof RegExp ? String(value) : value));
      return `${wanted} among\n${this.events.slice(after).map((one) => JSON.stringify(one)).join('\n')}`;
    });
  }
}

/** Somebody in the sandbox: acts as the page does for them. */
class Person {
  constructor(sandbox, { id, name, token }) {
    Object.assign(this, { sandbox, id, name, token });
    /** How others mention them. */
    this.mention = `<@${id}>`;
  }

  api(method, args) {
    return this.sandbox.api(method, args, this.token);
  }

  async #ok(method, args) {
    const answer = await this.api(method, args);
    if (!answer.ok) throw new Error(`${method} as ${this.name}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Says something; the message's ts. */
  async post(channel, text, more = {}) {
    return (await this.#ok('chat.postMessage', { channel, text, ...more })).ts;
  }
  edit(channel, ts, text) {
    return this.#ok('chat.update', { channel, ts, text });
  }
  delete(channel, ts) {
    return this.#ok('chat.delete', { channel, ts });
  }
  react(channel, timestamp, name) {
    return this.#ok('reactions.add', { channel, timestamp, name });
  }
  unreact(channel, timestamp, name) {
    return this.#ok('reactions.remove', { channel, timestamp, name });
  }

  /** A slash command, "/kudos me"; {ok} once the app has answered. */
  command(channel, line, more = {}) {
    const [, command, text] = line.match(/^(\/\S+)\s*(.*)$/s);
    return this.sandbox.control('command', { token: this.token, channel, command, text, ...more });
  }

  /** Sends a command and waits for what is shown to this person alone. */
  async askPrivately(channel, line) {
    const live = await this.live();
    const { mark } = live;
    const done = await this.command(channel, line);
    if (!done.ok) throw new Error(`${line}: ${JSON.stringify(done)}`);
    return (await live.saw({ type: 'ephemeral', channel }, mark)).message;
  }

  /** Presses a button, or chooses in another element. */
  act(fields) {
    return this.sandbox.control('action', { token: this.token, ...fields });
  }
  submit(view_id, values) {
    return this.sandbox.control('view/submit', { token: this.token, view_id, values });
  }

  closeView(view_id, is_cleared = false) {
    return this.sandbox.control('view/close', { token: this.token, view_id, is_cleared });
  }

  /** Uses a shortcut; with a message, {channel, message_ts}, one of its menu. */
  use(callback_id, message = {}) {
    return this.sandbox.control('shortcut', { token: this.token, callback_id, ...message });
  }

  /** Opens a tab of the conversation with the app. */
  openTab(tab) {
    return this.sandbox.control('home/open', { token: this.token, tab });
  }

  /** What happens before this person's eyes, from the first call on. */
  async live() {
    if (!this.feed) {
      const url = `${this.sandbox.url.replace(/^http/, 'ws')}/sandbox/live?token=${this.token}`;
      this.feed = new Live(url, this.sandbox.ca);
      this.sandbox.feeds.push(this.feed);
    }
    await inTime(this.feed.open, () => `the live events of ${this.name}`);
    // The first event comes when the server counts this page in: nothing is missed after it.
    await this.feed.saw({ type: 'app_connected' });
    return this.feed;
  }
}

/** A sandbox in a process of its own. */
class Sandbox {
  constructor(program, url, ca) {
    Object.assign(this, { program, url, ca, feeds: [], apiUrl: `${url}/api/` });
  }

  async #json(url, options) {
    const answer = await request(url, { ...options, ca: this.ca });
    if (answer.json === undefined) throw new Error(`${url}: HTTP ${answer.status}: ${answer.text}`);
    return answer.json;
  }

  #post(url, body, headers = {}) {
    const sent = JSON.stringify(body);
    return this.#json(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body: sent,
    });
  }

  /** Slack's Web API with any token. */
  api(method, args = {}, token = this.botToken) {
    return this.#post(this.apiUrl + method, args, token ? { authorization: `Bearer ${token}` } : {});
  }

  /** POST /sandbox/… */
  control(what, body = {}) {
    return this.#post(`${this.url}/sandbox/${what}`, body);
  }

  /** GET /sandbox/… */
  ask(what) {
    return this.#json(`${this.url}/sandbox/${what}`);
  }

  async faults(faults) {
    const answer = await this.control('faults', faults);
    if (!answer.ok) throw new Error(`faults: ${JSON.stringify(answer)}`);
  }

  /** The person whose first name this is. */
  person(name) {
    const found = this.world.people.find((one) => one.token && one.real_name.startsWith(name));
    if (!found) throw new Error(`nobody is called ${name}`);
    return new Person(this, found);
  }

  channel(name) {
    return this.world.channels.find((one) => one.name === name).id;
  }

  /** Turns the clock of everything in that process forward. */
  turn(seconds) {
    return this.control('clock', { forward: seconds });
  }

  async stop(signal = 'SIGINT') {
    for (const feed of this.feeds) feed.socket.terminate();
    return this.program.stop(signal);
  }
}

/**
 * Starts `huzzah sandbox` on a free port, with the bot in it unless `withBot` is false; ends with the test.
 * `ca`: the PEM text to trust when `args` name a certificate. Everybody is there from the start, and their
 * channels are known.
 */
export async function startSandbox(t, { args = [], withBot = true, ca, ...options } = {}) {
  const alone = withBot ? [] : ['--without-bot'];
  const program = start(t, ['sandbox', '--port', '0', ...alone, ...args], options);
  const [, url] = await program.line(/^Open (http\S+)$/);
  const sandbox = new Sandbox(program, url, ca);
  t.after(() => sandbox.feeds.forEach((feed) => feed.socket.terminate()));
  if (!withBot) {
    [, sandbox.appToken] = await program.line(/^SLACK_APP_TOKEN=(.+)$/);
    [, sandbox.botToken] = await program.line(/^SLACK_BOT_TOKEN=(.+)$/);
  }
  sandbox.world = await sandbox.ask('bootstrap');
  sandbox.bot = sandbox.world.app.bot_user_id;
  return sandbox;
}

/** The text of a message and of all its blocks, as one string. */
export function wordsOf(message) {
  const words = [message.text ?? ''];
  const collect = (value) => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (value && typeof value === 'object') {
      if (typeof value.text === 'string') words.push(value.text);
      Object.values(value).forEach(collect);
    }
  };
  collect(message.blocks ?? []);
  return words.join('\n');
}
