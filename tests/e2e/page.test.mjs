// The sandbox's page with the real bot behind it, in a browser: what a newcomer does in the first minutes,
// and what must never happen there. Pictures of it go to build/screenshots, for human eyes.
import assert from 'node:assert/strict';
import { page_test } from './visitor.mjs';

const bruno = 'U0BRUNO001';
const flaky = 'for fixing the flaky test';

page_test('a newcomer is greeted with people, channels and a line to try', async ({ open }) => {
  const ada = await open('ada');
  await ada.id('channel-title').filter({ hasText: 'general' }).waitFor();
  await ada.message('Hello from Tokyo').waitFor();
  for (const channel of ['general', 'wins', 'engineering', 'random'])
    await ada.id(`channel-${channel}`).waitFor();
  const chip = ada.id('hint').getByRole('button', { name: `@Bruno ++ ${flaky}` });
  await chip.click();
  await ada.composer.press('Enter');
  await ada.reaction(flaky, 'tada').waitFor();
  await ada.id('hint-become').click();
  await ada.id('identity-switch').filter({ hasText: 'Bruno' }).waitFor();
  await ada.page.getByTestId('hint').waitFor({ state: 'hidden' });
});

page_test('kudos typed with completion are seen by the bot, and by whoever got them', async ({ open }) => {
  const ada = await open('ada');
  await ada.composer.pressSequentially('@bru');
  await ada.id('completion').getByText('Bruno Carvalho').waitFor();
  await ada.composer.press('Enter');
  assert.equal(await ada.composer.inputValue(), '@Bruno ');
  await ada.composer.pressSequentially(`++ ${flaky} :trop`);
  await ada.id('completion').getByText(':trophy:').waitFor();
  await ada.composer.press('Escape');
  for (let letter = 0; letter < ' :trop'.length; ++letter) await ada.composer.press('Backspace');
  await ada.composer.press('Enter');
  await ada.reaction(flaky, 'tada').waitFor();
  await ada.picture('light');

  await ada.become(bruno);
  await ada.id('dm-app').click();
  const note = ada.message('gave you');
  await note.filter({ hasText: 'fixing the flaky test' }).filter({ hasText: '@Ada' }).waitFor();
  await note.locator('.emoji').first().waitFor();
  await ada.picture('direct-message');
  // The note's link leads to the message itself, in this window.
  await note.getByRole('link', { name: 'see the message' }).click();
  await ada.id('channel-title').filter({ hasText: 'general' }).waitFor();
  await ada.message(flaky).waitFor();
  assert.equal(ada.page.context().pages().length, 1);
});

page_test('an edit moves the kudos, a deletion takes them away', async ({ open }) => {
  const [ada, his, hers] = [await open('ada'), await open('bruno'), await open('chiara')];
  for (const one of [his, hers]) await one.id('dm-app').click();
  await ada.say(`@Bruno ++ ${flaky}`);
  await his.message('gave you').waitFor();
  const first = await ada.ask('/kudos board', 'Kudos received this week');
  assert.match(first.text, /@Bruno.*× 1/);
  await first.dismiss();

  await ada.edit(flaky, '@Chiara ++ for the calm release');
  await ada.message('the calm release').getByText('(edited)').waitFor();
  await hers.message('gave you').filter({ hasText: 'the calm release' }).waitFor();
  await his.message('gave you').waitFor({ state: 'detached' });
  await ada.reaction('the calm release', 'tada').waitFor();
  const second = await ada.ask('/kudos board', 'Kudos received this week');
  assert.match(second.text, /@Chiara.*× 1/);
  assert.doesNotMatch(second.text, /Bruno/);
  await second.dismiss();
  await hers.id('channel-general').click();
  const own = await hers.ask('/kudos me', 'You received 1');
  assert.match(own.text, /@Ada — the calm release/);

  await hers.id('dm-app').click();
  await ada.remove('the calm release');
  await ada.message('the calm release').waitFor({ state: 'detached' });
  await hers.message('gave you').waitFor({ state: 'detached' });
  await ada.ask('/kudos board', 'No kudos this week yet');
});

page_test('a trophy on a message gives, and taking it off takes back', async ({ open }) => {
  const [ada, hers] = [await open('ada'), await open('emi')];
  await hers.id('dm-app').click();
  const words = 'Hello from Tokyo';
  await ada.message(words).hover();
  await ada.message(words).locator('[data-quick="trophy"]').click();
  await ada.reaction(words, 'trophy').waitFor();
  await hers.message('gave you').waitFor();
  const full = await ada.ask('/kudos board', 'Kudos received this week');
  assert.match(full.text, /@Emi.*× 1/);
  await full.dismiss();
  await ada.reaction(words, 'trophy').click();
  await ada.reaction(words, 'trophy').waitFor({ state: 'detached' });
  await hers.message('gave you').waitFor({ state: 'detached' });
  await ada.ask('/kudos board', 'No kudos this week yet');
});

page_test('the command helps, gives aloud, shows boards and takes back', async ({ open }) => {
  const ada = await open('ada');
  await ada.composer.pressSequentially('/k');
  await ada.id('completion').getByText('/kudos').waitFor();
  await ada.composer.press('Tab');
  await ada.composer.pressSequentially('help');
  await ada.composer.press('Enter');
  const help = ada.privately('Say thanks where you already talk');
  await help.waitFor();
  for (const line of ['/kudos me', '/kudos board week', '/kudos undo', '/kudos mute'])
    await help.getByText(line, { exact: true }).waitFor();
  await help.getByText('Only visible to you').waitFor();
  await ada.picture('help');
  await help.getByTestId('ephemeral-dismiss').click();
  await help.waitFor({ state: 'detached' });

  await ada.say('/kudos @Chiara @Dev for the calm release');
  await ada.message('gave @Chiara and @Dev').filter({ hasText: 'the calm release' }).waitFor();
  await ada.say('@Bruno ++ for the talk');
  await ada.reaction('for the talk', 'tada').waitFor();
  const board = await ada.ask('/kudos board week', 'Kudos received this week');
  for (const name of ['Bruno', 'Chiara', 'Dev']) assert.match(board.text, new RegExp(`@${name}.*× 1`));
  await ada.picture('board');
  await ada.ask('/kudos board all', 'Kudos received so far');
  await ada.ask('/kudos bord', 'Did you mean /kudos board?');

  await ada.ask('/kudos undo', 'Taken back: your kudos to @Bruno');
  await ada.reaction('for the talk', 'tada').waitFor({ state: 'detached' });
});

page_test('kudos to oneself are declined in private', async ({ open }) => {
  const [ada, his] = [await open('ada'), await open('bruno')];
  await ada.say('@Ada ++ for being so modest');
  const refusal = ada.privately('thank somebody who helped you');
  await refusal.getByText('Only visible to you').waitFor();
  await his.message('so modest').waitFor();
  assert.equal(await his.id('ephemeral').count(), 0);
  assert.equal(await ada.reaction('so modest', 'tada').count(), 0);
  await ada.ask('/kudos board', 'No kudos this week yet');
});

page_test('what looks like code stays words, wherever it comes by', async ({ sandbox, open }) => {
  const [ada, his] = [await open('ada'), await open('bruno')];
  const image = '<img src=x onerror="window.harmed=1;alert(1)">';
  const script = '<script>window.harmed=1;alert(2)</script>';
  const link = 'javascript:window.harmed=1;alert(3)';
  await ada.say(`Look: ${image} ${script} ${link} [click](${link})`);
  await his.message('Look:').filter({ hasText: image }).filter({ hasText: script }).waitFor();
  await ada.say(`@Bruno ++ for ${image} and ${script} and ${link}`);
  await ada.reaction('++ for', 'tada').waitFor();
  await his.id('dm-app').click();
  await his.message('gave you').filter({ hasText: image }).filter({ hasText: script }).waitFor();
  await ada.say(`/kudos @Bruno for ${image}`);
  await ada.message('gave @Bruno').filter({ hasText: image }).waitFor();
  await his.id('channel-general').click();
  const own = await his.ask('/kudos me', 'You received 2');
  assert.ok(own.text.includes(image));
  // The same, by somebody who speaks to the Web API without the page.
  const mallory = sandbox.person('Finn');
  await mallory.post(
    sandbox.channel('general'),
    `Raw: ${image}${script} <${link}|click here> <data:text/html,x|or here> <!here|${image}>`,
  );
  await ada.message('Raw:').filter({ hasText: image }).waitFor();
  await ada.say(`@Bruno ++ \`${image}\` *${script}* ~${image}~ > ${script}`);
  await ada.message('@Bruno ++ ').filter({ hasText: image }).last().waitFor();
  for (const { page } of [ada, his]) {
    assert.equal(await page.evaluate(() => window.harmed), undefined);
    assert.equal(await page.locator('.message script, .message img[src="x"]').count(), 0);
    const links = await page.locator('a').evaluateAll((all) => all.map((one) => one.protocol));
    assert.ok(
      links.every((protocol) => ['http:', 'https:'].includes(protocol)),
      links.join(),
    );
  }
});

page_test('a reply in a thread gives; a command does not work there and says so', async ({ open }) => {
  const ada = await open('ada');
  await ada.tool('the slides', 'message-thread');
  await ada.thread.waitFor();
  const field = ada.id('thread-composer');
  await ada.say('@Chiara ++ for the slides', field);
  await ada.reaction('for the slides', 'tada', ada.thread).waitFor();
  await ada.say('/kudos board', field);
  await ada.id('toast').filter({ hasText: '/kudos does not work in threads' }).waitFor();
  assert.equal(await field.inputValue(), '/kudos board');
  assert.equal(await ada.message('/kudos board', ada.thread).count(), 0);
  await ada.picture('thread');
  await ada.id('thread-close').click();
  await ada.id('thread-link').filter({ hasText: '1 reply' }).waitFor();
});

page_test('kudos said to the bot alone count, and do not lead others there', async ({ open }) => {
  const [ada, hers] = [await open('ada'), await open('chiara')];
  await hers.id('dm-app').click();
  await ada.id('dm-app').click();
  await ada.say('@Chiara ++ for the tea');
  await ada.reaction('for the tea', 'tada').waitFor();
  await hers.message('gave you').filter({ hasText: 'the tea' }).waitFor();
  await ada.say('/kudos @Chiara for the biscuits');
  await hers.message('gave you').filter({ hasText: 'the biscuits' }).waitFor();
  for (const words of ['the tea', 'the biscuits']) {
    const note = await hers.message('gave you').filter({ hasText: words }).innerText();
    assert.doesNotMatch(note, /see the message| in |D0ADA/, note);
  }
  await ada.say('@Ada ++ for me');
  await ada.message('thank somebody who helped you').waitFor();
  // They count for Chiara, and on no board that others see.
  await hers.say('/kudos me');
  await hers.privately('You received 2').waitFor();
  await ada.say('/kudos board');
  await ada.privately('No kudos this week yet').waitFor();
});

page_test('two people see each other as it happens', async ({ open }) => {
  const [ada, his] = [await open('ada'), await open('bruno')];
  await ada.say('Good morning, all');
  await his.message('Good morning, all').waitFor();
  await his.message('Good morning, all').hover();
  await his.message('Good morning, all').locator('[data-quick="clap"]').click();
  await ada.reaction('Good morning, all', 'clap').waitFor();
  await ada.reaction('Good morning, all', 'clap').click();
  await his.reaction('Good morning, all', 'clap').filter({ hasText: '2' }).waitFor();
  await ada.edit('Good morning, all', 'Good evening, all');
  await his.message('Good evening, all').getByText('(edited)').waitFor();
  await his.id('channel-wins').click();
  await ada.say('@crew ++ for the week');
  await his.id('channel-general').locator('.count, .unread-dot').waitFor();
  await ada.remove('Good evening, all');
  await his.id('channel-general').click();
  await his.message('for the week').waitFor();
  assert.equal(await his.message('Good evening, all').count(), 0);
  await ada.reaction('for the week', 'tada').waitFor();
  const board = await his.ask('/kudos board', 'Kudos received this week');
  for (const name of ['Bruno', 'Chiara']) assert.match(board.text, new RegExp(`@${name}.*× 1`));
  assert.doesNotMatch(board.text, /@Ada.*×/);
});

page_test('dark, narrow and very narrow, everything fits', async ({ open }) => {
  const ada = await open('ada', { colorScheme: 'dark' });
  await ada.say(`@Bruno ++ ${flaky}`);
  await ada.reaction(flaky, 'tada').waitFor();
  await ada.say(`A word without an end: ${'long'.repeat(80)} and \`${'code'.repeat(60)}\``);
  await ada.ask('/kudos help', 'Say thanks where you already talk');
  const background = await ada.page.evaluate(() => {
    const [red, green, blue] = getComputedStyle(document.querySelector('.main')).backgroundColor.match(
      /\d+/g,
    );
    return Math.max(red, green, blue);
  });
  assert.ok(background < 64, `the brightest colour of the dark background is ${background}`);
  await ada.fits();
  await ada.picture('dark');
  for (const width of [390, 320]) {
    await ada.page.setViewportSize({ width, height: 720 });
    await ada.fits();
    await ada.newest_in_view();
  }
  await ada.page.setViewportSize({ width: 390, height: 780 });
  await ada.picture('narrow-dark');
  await ada.id('theme-toggle').click();
  await ada.picture('narrow');
  await ada.id('menu').click();
  await ada.id('dm-app').click();
  await ada.id('channel-title').filter({ hasText: 'Huzzah' }).waitFor();
  await ada.fits();
});

page_test('the keyboard is enough', async ({ open }) => {
  const ada = await open('ada');
  const { keyboard } = ada.page;
  const focused = () => ada.page.evaluate(() => document.activeElement?.dataset.testid ?? null);
  const tab_to = async (testid, key = 'Tab') => {
    for (let presses = 0; presses < 80; ++presses) {
      if ((await focused()) === testid) return;
      await keyboard.press(key);
    }
    assert.fail(`${testid} can't be reached with ${key}`);
  };
  await tab_to('composer');
  await keyboard.type('@Bru');
  await keyboard.press('Tab');
  await keyboard.type(`++ ${flaky}`);
  await keyboard.press('Enter');
  await ada.reaction(flaky, 'tada').waitFor();

  await keyboard.press('ArrowUp');
  await ada.page.waitForFunction(() => document.activeElement?.dataset.testid === 'edit-input');
  await keyboard.type(', and the slow one');
  await keyboard.press('Enter');
  await ada.message('and the slow one').getByText('(edited)').waitFor();

  await tab_to('identity-switch', 'Shift+Tab');
  await keyboard.press('Enter');
  await ada.id('identity-menu').waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await ada.id('identity-switch').filter({ hasText: 'Bruno' }).waitFor();
  await tab_to('dm-app', 'Shift+Tab');
  await keyboard.press('Enter');
  await ada.message('gave you').filter({ hasText: 'and the slow one' }).waitFor();

  // Back to the channel, to the message, and a thread with an answer.
  await keyboard.press('Alt+ArrowUp');
  await ada.id('channel-title').filter({ hasText: 'wins' }).waitFor();
  for (const name of ['random', 'general']) {
    await keyboard.press('Alt+ArrowUp');
    await ada.id('channel-title').filter({ hasText: name }).waitFor();
  }
  await tab_to('message', 'Shift+Tab');
  await keyboard.press('t');
  await ada.page.waitForFunction(() => document.activeElement?.dataset.testid === 'thread-composer');
  await keyboard.type('Thank you!');
  await keyboard.press('Enter');
  await ada.message('Thank you!', ada.thread).waitFor();
  await keyboard.press('Escape');
  await ada.thread.waitFor({ state: 'hidden' });
});

page_test('the clock turns forward, and a new week begins with an empty board', async ({ open }) => {
  const ada = await open('ada');
  const to_monday = async () => {
    await ada.id('clock').click();
    await ada.id('clock-forward-monday').click();
    await ada.id('clock').filter({ hasText: 'Mon 09:00' }).waitFor();
  };
  await to_monday();
  await ada.say(`@Bruno ++ ${flaky}`);
  await ada.reaction(flaky, 'tada').waitFor();
  const full = await ada.ask('/kudos board week', 'Kudos received this week');
  assert.match(full.text, /@Bruno.*× 1/);
  await full.dismiss();
  await to_monday();
  await ada.ask('/kudos board week', 'No kudos this week yet');
  const ever = await ada.ask('/kudos board all', 'Kudos received so far');
  assert.match(ever.text, /@Bruno.*× 1/);
  await ada.message(flaky).waitFor();
});

page_test('where the app is not it hears nothing, is offered, and then answers', async ({ open }) => {
  const ada = await open('ada');
  await ada.id('channel-random').click();
  await ada.say('@Bruno ++ for nobody to hear');
  await ada.message('for nobody to hear').waitFor();
  await ada.id('hint-invite').click();
  await ada.message('has joined the channel').waitFor();
  await ada.say('@Bruno, good morning');
  await ada.id('hint').filter({ hasText: 'New here?' }).waitFor();
  await ada.say(`@Bruno ++ ${flaky}`);
  await ada.reaction(flaky, 'tada').waitFor();
  await ada.id('hint-become').waitFor();
  assert.equal(await ada.reaction('for nobody to hear', 'tada').count(), 0);
  const board = await ada.ask('/kudos board', 'Kudos received this week');
  assert.match(board.text, /@Bruno.*× 1/);
});

page_test('who wants no notes gets none, and the board counts on', async ({ open }) => {
  const [ada, his] = [await open('ada'), await open('bruno')];
  await his.ask('/kudos mute', '/kudos unmute brings them back');
  await ada.say('@Bruno ++ for the quiet day');
  await ada.reaction('the quiet day', 'tada').waitFor();
  await his.ask('/kudos unmute', 'Welcome back');
  await ada.say('@Bruno ++ for the loud day');
  await his.id('dm-app').click();
  await his.message('gave you').filter({ hasText: 'the loud day' }).waitFor();
  assert.equal(await his.message('gave you').count(), 1);
  const own = await his.ask('/kudos me', 'You received 2');
  assert.match(own.text, /the quiet day/);
});

page_test('what could not be sent is not lost', async ({ sandbox, open, forgive }) => {
  const ada = await open('ada');
  await sandbox.faults({ web_api: { 'chat.postMessage': { status: 503, times: 1 } } });
  await ada.say('Precious words');
  await ada.id('toast').waitFor();
  forgive(/status of 503/);
  assert.equal(await ada.composer.inputValue(), 'Precious words');
  await ada.composer.press('Enter');
  await ada.message('Precious words').waitFor();
});

page_test('a reload leaves one where one was, as who one was', async ({ open }) => {
  const ada = await open('ada');
  await ada.become(bruno);
  await ada.tool('Hello from Tokyo', 'message-thread');
  await ada.thread.waitFor();
  await ada.page.reload();
  await ada.id('identity-switch').filter({ hasText: 'Bruno' }).waitFor();
  await ada.message('Hello from Tokyo', ada.thread).waitFor();
});

page_test('the page shows whether the app is there', async ({ sandbox, open }) => {
  const ada = await open('ada');
  await sandbox.faults({ web_api: { 'apps.connections.open': { status: 500, times: 1 } } });
  await sandbox.control('cut');
  await ada.id('app-status').filter({ hasText: 'Huzzah is not connected' }).waitFor();
  await ada.id('app-status').filter({ hasText: 'Huzzah is connected' }).waitFor();
  await ada.say(`@Bruno ++ ${flaky}`);
  await ada.reaction(flaky, 'tada').waitFor();
});

page_test('without an app, a command says that nobody answered', { withBot: false }, async ({ open }) => {
  const ada = await open('ada');
  await ada.say('/kudos');
  await ada.id('toast').waitFor();
  assert.equal(await ada.composer.inputValue(), '/kudos');
});
