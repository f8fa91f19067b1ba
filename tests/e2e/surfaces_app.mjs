// An app made with Slack's own framework that uses what is beyond messages: Home, shortcuts, a stack of
// modals, files. As Bolt's guides show it.
import { boltApp } from './bolt_app.mjs';

const plain = (text) => ({ type: 'plain_text', text });
const button = (action_id, text, value) => ({ type: 'button', action_id, value, text: plain(text) });
const options = (...words) => words.map((word) => ({ text: plain(word), value: word.toLowerCase() }));
const input = (block_id, label, element, more = {}) => ({
  type: 'input', block_id, label: plain(label), element: { action_id: 'given', ...element }, ...more,
});

/** The Home tab after so many ticked steps. */
export const home = (ticked) => ({
  type: 'home',
  blocks: [
    { type: 'header', text: plain('Good morning') },
    { type: 'section', text: { type: 'mrkdwn', text: `*${ticked} of 2* steps done` } },
    {
      type: 'actions',
      block_id: 'steps',
      elements: [button('tick', 'Tick a step', String(ticked)), button('untick', 'Take it back', String(ticked))],
    },
    input('note', 'A note to yourself', { type: 'plain_text_input' }, { optional: true }),
  ],
});

/** The form that thanks for a message. */
export const thanks = (message, channel) => ({
  type: 'modal',
  callback_id: 'thanks',
  private_metadata: JSON.stringify({ channel, ts: message.ts }),
  notify_on_close: true,
  title: plain('Give kudos'),
  submit: plain('Give'),
  blocks: [
    { type: 'context', elements: [{ type: 'mrkdwn', text: `>${message.text}` }] },
    input('who', 'Whom', { type: 'multi_users_select', initial_users: [message.user] }),
    input('why', 'What for', { type: 'plain_text_input', multiline: true }),
    input('value', 'Value lived', { type: 'radio_buttons', options: options('Care', 'Craft') }),
    input('where', 'Where', { type: 'conversations_select', default_to_current_conversation: true }),
  ],
});

/** A form with one of each input. */
export const everything = {
  type: 'modal',
  callback_id: 'everything',
  title: plain('Everything'),
  submit: plain('Keep'),
  blocks: [
    input('several', 'Formats', {
      type: 'multi_static_select',
      max_selected_items: 2,
      option_groups: [
        { label: plain('To read'), options: options('PDF', 'Markdown') },
        { label: plain('To count'), options: options('CSV', 'JSON') },
      ],
    }),
    input('boxes', 'What to leave in', { type: 'checkboxes', options: options('Private', 'Shared') }),
    input('radio', 'How long', { type: 'radio_buttons', options: options('Month', 'Quarter') }),
    input('from', 'From', { type: 'datepicker', initial_date: '2026-11-02' }),
    input('at', 'At', { type: 'timepicker', initial_time: '09:30' }),
    input('one', 'One person', { type: 'users_select' }),
    input('some', 'Some people', { type: 'multi_users_select' }),
    input('place', 'Place', { type: 'conversations_select', default_to_current_conversation: true }),
    input('words', 'Words', { type: 'plain_text_input', multiline: true, min_length: 3 }),
  ],
};

const small = (callback_id, title) => ({
  type: 'modal',
  callback_id,
  notify_on_close: true,
  title: plain(title),
  submit: plain('On'),
  blocks: [{ type: 'section', text: plain(`This is ${title}.`) }],
});

/** {app, client} with all its listeners. */
export function surfacesApp(sandbox, heard) {
  const { app, client } = boltApp(sandbox, heard);
  app.event('app_home_opened', async ({ event, client }) => {
    heard.note('opened', { event });
    if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: home(0) });
  });
  for (const [name, step] of [['tick', 1], ['untick', -1]])
    app.action(name, async ({ ack, action, body, client }) => {
      await ack();
      heard.note(name, { body });
      const ticked = Number(action.value) + step;
      await client.views.publish({ user_id: body.user.id, hash: body.view.hash, view: home(ticked) });
    });
  app.shortcut({ callback_id: 'thank', type: 'message_action' }, async ({ ack, shortcut, client }) => {
    await ack();
    heard.note('thank', { shortcut });
    await client.views.open({
      trigger_id: shortcut.trigger_id,
      view: thanks(shortcut.message, shortcut.channel.id),
    });
  });
  app.view('thanks', async ({ ack, view, body, client }) => {
    const { who, why, value, where } = view.state.values;
    if (why.given.value.length < 5)
      return ack({ response_action: 'errors', errors: { why: 'A little more, please.' } });
    await ack();
    heard.note('thanks', { values: view.state.values, metadata: view.private_metadata });
    const people = who.given.selected_users.map((id) => `<@${id}>`).join(' and ');
    await client.chat.postMessage({
      channel: where.given.selected_conversation,
      text: `<@${body.user.id}> thanks ${people}: ${why.given.value} (${value.given.selected_option.text.text})`,
    });
  });
  app.view({ callback_id: 'thanks', type: 'view_closed' }, async ({ ack, body }) => {
    await ack();
    heard.note('closed', { view: body.view.callback_id, all: body.is_cleared });
  });
  app.shortcut({ callback_id: 'note', type: 'shortcut' }, async ({ ack, shortcut, client }) => {
    await ack();
    heard.note('note', { shortcut });
    await client.views.open({ trigger_id: shortcut.trigger_id, view: everything });
  });
  app.view('everything', async ({ ack, view }) => {
    heard.note('everything', { values: view.state.values });
    await ack({ response_action: 'push', view: small('second', 'second') });
  });
  app.view('second', async ({ ack }) => ack({ response_action: 'push', view: small('third', 'third') }));
  app.view('third', async ({ ack, view }) => {
    const done = view.title.text === 'changed';
    await ack(done ? { response_action: 'clear' } : { response_action: 'update', view: small('third', 'changed') });
  });
  for (const name of ['second', 'third'])
    app.view({ callback_id: name, type: 'view_closed' }, async ({ ack, body }) => {
      await ack();
      heard.note('closed', { view: body.view.callback_id, all: body.is_cleared });
    });
  return { app, client };
}
