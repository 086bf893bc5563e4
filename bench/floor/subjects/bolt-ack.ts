import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';

/** Bolt as it comes, which only acknowledges: one listener for each kind of interaction. Over Socket Mode with a token. */
const {
  SLACK_SIGNING_SECRET: signingSecret = '',
  SLACK_APP_TOKEN: appToken,
  SLACK_API_URL: slackApiUrl = '',
} = process.env;
const clientOptions = { slackApiUrl };
const receiver = appToken
  ? new SocketModeReceiver({ appToken, installerOptions: { clientOptions } })
  : new HTTPReceiver({ signingSecret });
const app = new App({ receiver, clientOptions, authorize: async () => ({}) });
app.command(/.*/, async ({ ack }) => ack());
app.action(/.*/, async ({ ack }) => ack());
app.event('app_home_opened', async () => undefined);

const server = createServer((request, response) => {
  if (receiver instanceof HTTPReceiver) receiver.requestListener(request, response);
  else response.end();
});
if (receiver instanceof SocketModeReceiver) await receiver.start();
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`ready at localhost:${(server.address() as AddressInfo).port}\n`);
});
