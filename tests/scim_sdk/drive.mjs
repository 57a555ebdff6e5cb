// A SCIM client made of published libraries: `node drive.mjs URL TOKEN`, with a JSON list of steps on standard
// input. SCIMMY writes the messages and reads every answer by its own schemas; scim-patch says what a resource is
// to be after a PATCH, scim2-parse-filter whom a filter means. Prints the answers as a JSON list.
//   {"do": "create|get|replace|patch|delete|list|search|bulk", "type": "User|Group", "id", "as", "resource",
//    "operations", "filter", "query"}; "$NAME" is the id that a step with `as: NAME` got.
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import SCIMMY from "scimmy";
import scimPatchModule from "scim-patch";
import parseFilterModule from "scim2-parse-filter";

const { scimPatch } = scimPatchModule;
const { parse, filter: compiled } = parseFilterModule;
const { Messages, Schemas } = SCIMMY;
Schemas.User.extend(Schemas.EnterpriseUser);

const [url, token] = process.argv.slice(2);
const ids = {};
const message = (name) => [`urn:ietf:params:scim:api:messages:2.0:${name}`];

function filled(value) {
  return JSON.parse(JSON.stringify(value), (_, one) =>
    typeof one === "string" ? one.replace(/\$([a-z]+)/g, (all, name) => ids[name] ?? all) : one);
}

// SCIMMY throws what an error message says; of anything else it complains in words of its own.
function readAsError(json, what) {
  try {
    new Messages.ErrorResponse(json);
  } catch (error) {
    if (error.message === json.detail && String(error.status) === json.status) {
      return;
    }
    throw new Error(`${what}: ${error.message}`);
  }
}

async function ask(method, path, body, headers = {}) {
  const answer = await fetch(url + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/scim+json", ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const json = text ? JSON.parse(text) : null;
  if (text && !answer.headers.get("content-type").startsWith("application/scim+json")) {
    throw new Error(`${method} ${path}: ${answer.headers.get("content-type")}`);
  }
  if (answer.status >= 400) {
    readAsError(json, `${method} ${path}`);
  }
  return { status: answer.status, etag: answer.headers.get("etag"), location: answer.headers.get("location"), body: json };
}

// Read by SCIMMY's schema, a resource is still all of itself.
function checked(type, resource) {
  const read = JSON.parse(JSON.stringify(new Schemas[type](resource, "out")));
  for (const name of Object.keys(resource)) {
    if (name !== "meta" && !isDeepStrictEqual(read[name], resource[name])) {
      throw new Error(`${type}.${name} is ${JSON.stringify(resource[name])}, SCIMMY reads ${JSON.stringify(read[name])}`);
    }
  }
  return resource;
}

const without = ({ meta, schemas, groups, ...rest }) => rest;

const steps = {
  async create({ type, resource, as }) {
    const answer = await ask("POST", `/${type}s`, resource);
    if (answer.status === 201) {
      checked(type, answer.body);
      ids[as] = answer.body.id;
    }
    return answer;
  },
  async get({ type, id, headers }) {
    const answer = await ask("GET", `/${type}s/${id}`, undefined, headers);
    if (answer.status === 200) checked(type, answer.body);
    return answer;
  },
  replace: ({ type, id, resource, headers }) => ask("PUT", `/${type}s/${id}`, resource, headers),
  async patch({ type, id, operations, headers, oracle = true }) {
    const before = (await ask("GET", `/${type}s/${id}`)).body;
    const sent = new Messages.PatchOp({ schemas: message("PatchOp"), Operations: operations });
    const answer = await ask("PATCH", `/${type}s/${id}`, sent, headers);
    if (answer.status === 200 && oracle) {
      const expected = scimPatch(structuredClone(before), structuredClone(operations));
      if (!isDeepStrictEqual(without(checked(type, answer.body)), without(expected))) {
        throw new Error(`scim-patch makes ${JSON.stringify(expected)}, the server ${JSON.stringify(answer.body)}`);
      }
    }
    return answer;
  },
  delete: ({ type, id, headers }) => ask("DELETE", `/${type}s/${id}`, undefined, headers),
  list: ({ type, query = {} }) => ask("GET", `/${type}s?${new URLSearchParams(query)}`),
  async filter({ type, filter }) {
    const all = (await ask("GET", `/${type}s?count=1000`)).body.Resources;
    const expected = all.filter(compiled(parse(filter))).map((one) => one.id).sort();
    const answer = await ask("GET", `/${type}s?${new URLSearchParams({ filter, count: 1000 })}`);
    const found = answer.body.Resources.map((one) => one.id).sort();
    if (!isDeepStrictEqual(found, expected)) {
      throw new Error(`${filter}: the server finds ${found}, scim2-parse-filter ${expected}`);
    }
    return { status: answer.status, found: answer.body.Resources.map((one) => one.userName ?? one.displayName) };
  },
  async search({ type, query }) {
    const sent = new Messages.SearchRequest({ schemas: message("SearchRequest"), ...query });
    return ask("POST", type ? `/${type}s/.search` : "/.search", sent);
  },
  async bulk({ operations, failOnErrors }) {
    const sent = JSON.parse(JSON.stringify({ schemas: message("BulkRequest"), Operations: operations, failOnErrors }));
    new Messages.BulkRequest(structuredClone(sent));
    const answer = await ask("POST", "/Bulk", sent);
    for (const one of answer.body.Operations ?? []) {
      if (one.bulkId && one.location) ids[one.bulkId] = one.location.split("/").pop();
    }
    return answer;
  },
  raw: ({ method, path, body, headers }) => ask(method, path, body, headers),
};

const answers = [];
for (const step of JSON.parse(readFileSync(0, "utf8"))) {
  const { do: name, ...rest } = filled(step);
  try {
    answers.push(await steps[name](rest));
  } catch (error) {
    throw new Error(`${JSON.stringify(step)}: ${error.message}`);
  }
}
console.log(JSON.stringify(answers));
