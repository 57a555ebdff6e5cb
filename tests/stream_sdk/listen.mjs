// DingTalk's own Stream client, pointed at a sandbox: prints each event as a line of JSON.
// Usage: node listen.mjs SANDBOX_URL [LATER]   LATER: each event is asked for again once
import axios from "axios";
import { DWClient, EventAck } from "dingtalk-stream";

const [sandbox, later] = process.argv.slice(2);
// The client knows one gateway only; everything else of it stays as it is.
axios.interceptors.request.use((request) => {
  request.url = request.url.replace("https://api.dingtalk.com", sandbox);
  return request;
});
console.info = console.error; // standard output is for events alone

const seen = new Set();
new DWClient({ clientId: "test", clientSecret: "test", keepAlive: true })
  .registerAllEventListener((message) => {
    const { eventId, eventType, messageId } = message.headers;
    const first = !seen.has(eventId);
    seen.add(eventId);
    console.log(JSON.stringify({ eventId, eventType, messageId, data: JSON.parse(message.data) }));
    return { status: later && first ? EventAck.LATER : EventAck.SUCCESS };
  })
  .connect();
