// What the page's tests share: the browser, a person before a window of it, and a test around both.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startSandbox } from './huzzah.mjs';

const pictures =
  process.env.HUZZAH_SCREENSHOTS ?? fileURLToPath(new URL('../../build/screenshots', import.meta.url));
let browser;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});
after(() => browser?.close());

/** One person before one browser window of their own. */
class Visitor {
  constructor(page) {
    this.page = page;
    this.list = page.getByTestId('message-list');
    this.composer = page.getByTestId('composer');
    this.thread = page.getByTestId('thread-pane');
  }

  id(testid) {
    return this.page.getByTestId(testid);
  }

  /** The messages that hold these words; `within`: the list, or a thread. */
  message(words, within = this.list) {
    return within.getByTestId('message').filter({ hasText: words });
  }

  /** The private answers that hold these words. */
  privately(words) {
    return this.list.getByTestId('ephemeral').filter({ hasText: words });
  }

  reaction(words, name, within = this.list) {
    return this.message(words, within).locator(`[data-testid="reaction"][data-name="${name}"]`);
  }

  async say(text, field = this.composer) {
    await field.fill(text);
    await field.press('Enter');
  }

  /** Gives a command, and waits for the newest private answer; it is gone from the screen afterwards. */
  async ask(command, words) {
    await this.say(command);
    const answer = this.privately(words);
    await answer.waitFor();
    const text = await answer.innerText();
    return { text, dismiss: () => answer.getByTestId('ephemeral-dismiss').click() };
  }

  async become(id) {
    await this.id('identity-switch').click();
    await this.id(`identity-${id}`).click();
    await this.id('identity-menu').waitFor({ state: 'detached' });
  }

  async tool(words, testid, within = this.list) {
    await this.message(words, within).hover();
    await this.message(words, within).getByTestId(testid).click();
  }

  async edit(words, text) {
    await this.tool(words, 'message-edit');
    await this.id('edit-input').fill(text);
    await this.id('edit-input').press('Enter');
    await this.id('edit-input').waitFor({ state: 'detached' });
  }

  async remove(words) {
    await this.tool(words, 'message-delete');
    await this.id('confirm-yes').click();
  }

  async picture(name) {
    // What fades in must have done so, and the pointer must point at nothing.
    await this.page.mouse.move(0, 0);
    await this.page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
    await this.page.screenshot({ path: path.join(pictures, `${name}.png`) });
  }

  /** Waits until the list shows its newest message. */
  newest_in_view() {
    return this.list.evaluate(
      (list) =>
        new Promise((resolve) => {
          const look = () =>
            list.scrollHeight - list.scrollTop - list.clientHeight < 2
              ? resolve()
              : requestAnimationFrame(look);
          look();
        }),
    );
  }

  /** Fails if anything is wider than the window. */
  async fits() {
    const [content, window] = await this.page.evaluate(() => [
      document.documentElement.scrollWidth,
      innerWidth,
    ]);
    assert.ok(content <= window, `the page is ${content} px wide in a window of ${window} px`);
    const wide = await this.page.evaluate(() =>
      [...document.querySelectorAll('.message-list, .message-body, .composer, .pane-head')]
        .filter((one) => one.offsetParent && one.scrollWidth > one.clientWidth + 1)
        .map((one) => one.className),
    );
    assert.deepEqual(wide, []);
  }
}

/**
 * A test with a sandbox of its own. `open(name)` opens a window as somebody, with the app connected. Every
 * complaint of any window, any dialog that opens and any request that leaves for elsewhere fails the test,
 * unless `forgive(pattern)` takes one back.
 */
export function page_test(name, ...rest) {
  const body = rest.pop();
  const { args, withBot = true } = rest[0] ?? {};
  test(name, async (t) => {
    const sandbox = await startSandbox(t, { args, withBot });
    const complaints = [];
    const contexts = [];
    const open = async (who, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      contexts.push(context);
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      page.on('console', (said) => {
        if (['error', 'warning'].includes(said.type())) complaints.push(`${said.type()}: ${said.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('dialog', (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`);
        dialog.dismiss().catch(() => {});
      });
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (url.origin !== sandbox.url && url.protocol !== 'data:') complaints.push(`request: ${url}`);
      });
      page.on('websocket', (socket) => {
        if (new URL(socket.url()).host !== new URL(sandbox.url).host)
          complaints.push(`socket: ${socket.url()}`);
      });
      await page.addInitScript(() =>
        document.addEventListener('securitypolicyviolation', (event) =>
          console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
        ),
      );
      await page.goto(`${sandbox.url}/?as=${who}`);
      const visitor = new Visitor(page);
      const wanted = withBot ? 'Huzzah is connected' : 'Huzzah is not connected';
      await visitor.id('app-status').filter({ hasText: wanted }).waitFor();
      return visitor;
    };
    try {
      // Takes back a complaint that was provoked; whether there was one.
      const forgive = (pattern) => {
        const at = complaints.findIndex((one) => pattern.test(one));
        if (at >= 0) complaints.splice(at, 1);
        return at >= 0;
      };
      await body({ sandbox, open, forgive });
      assert.deepEqual(complaints, []);
    } finally {
      await Promise.all(contexts.map((context) => context.close()));
    }
  });
}
