// What somebody would write instead of Huzzah: an app of Slack's own framework that keeps what is said in SQLite.
// SLACK_API_URL, SLACK_APP_TOKEN and SLACK_BOT_TOKEN say where, BOLT_DATABASE where to. BOLT_KEEPS=kudos keeps a row
// for each kudos alone, instead of one for each event; BOLT_ACKS=after acknowledges after the commit, as Huzzah does,
// where Bolt by itself acknowledges messages before it looks at them.
import Database from 'better-sqlite3';
import { app } from './bolt.mjs';

const database = new Database(process.env.BOLT_DATABASE);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`CREATE TABLE IF NOT EXISTS message (
  id INTEGER PRIMARY KEY, channel TEXT NOT NULL, ts TEXT NOT NULL, giver TEXT NOT NULL, receiver TEXT,
  text TEXT NOT NULL, UNIQUE (channel, ts)) STRICT`);
const insert = database.prepare(
  'INSERT OR IGNORE INTO message (channel, ts, giver, receiver, text) VALUES (?, ?, ?, ?, ?)');
const kudosAlone = process.env.BOLT_KEEPS === 'kudos';
if (process.env.BOLT_ACKS === 'after') {
  const handle = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    await handle({ ...event, ack: async () => {} });
    await event.ack();
  };
}
app.message(async ({ message }) => {
  const [, whom = null, reason = ''] = /^<@(U[A-Z0-9]+)>\s*\+\+\s*(.*)/.exec(message.text ?? '') ?? [];
  if (!whom && kudosAlone) return;
  insert.run(message.channel, message.ts, message.user, whom, whom ? reason : '');
});
await app.start();
