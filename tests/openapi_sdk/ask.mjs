// DingTalk's published Open API client asks a sandbox: `node ask.mjs HOST:PORT TOKEN`, with a JSON list of
// {"module", "call", "request", "path": [...]} on standard input. Prints a list of {"body"} or
// {"error": {code, message, statusCode, requestid}}, in the same order.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const { Config } = require("@alicloud/openapi-client");
const { RuntimeOptions } = require("@alicloud/tea-util");

const [endpoint, token] = process.argv.slice(2);
const capital = (name) => name[0].toUpperCase() + name.slice(1);

async function ask({ module, call, request, path = [] }) {
  const sdk = require(`@alicloud/dingtalk/dist/${module}/client`);
  const client = new sdk.default(new Config({ protocol: "HTTP", regionId: "central", endpoint }));
  const wanted = new sdk[`${capital(call)}Request`](request);
  const Headers = sdk[`${capital(call)}Headers`];
  const headers = Headers ? new Headers({ xAcsDingtalkAccessToken: token }) : {};
  try {
    const answer = await client[`${call}WithOptions`](...path, wanted, headers, new RuntimeOptions({}));
    return { body: answer.body };
  } catch (error) {
    const { code, message, data } = error;
    return { error: { code, message, statusCode: data?.statusCode, requestid: data?.requestid } };
  }
}

const answers = [];
for (const one of JSON.parse(readFileSync(0, "utf8"))) {
  answers.push(await ask(one));
}
console.log(JSON.stringify(answers));
