// An app of Slack's own framework that listens to messages and reactions, for zero_gap. SLACK_API_URL,
// SLACK_APP_TOKEN and SLACK_BOT_TOKEN say where.
import { app } from './bolt.mjs';

app.message(async () => {});
app.event('reaction_added', async () => {});
app.error(async () => {});
await app.start();
