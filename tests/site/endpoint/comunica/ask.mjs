// Asks an endpoint as users of Comunica do, and prints what came back as one line of JSON.
//   node ask.mjs ADDRESS QUERIES   the second a JSON object: a SELECT, an ASK and a CONSTRUCT
import { QueryEngine } from "@comunica/query-sparql";

const [address, asked] = process.argv.slice(2);
const { select, ask, construct } = JSON.parse(asked);
const sources = {
  // Comunica finds out by itself what an address is, from its description.
  found: address,
  told: { type: "sparql", value: address },
  by_get: { type: "sparql", value: address, forceHttpGet: true },
};
const told = {};
for (const [name, source] of Object.entries(sources)) {
  const engine = new QueryEngine();
  const context = { sources: [source] };
  const bindings = await (await engine.queryBindings(select, context)).toArray();
  const quads = await (await engine.queryQuads(construct, context)).toArray();
  told[name] = {
    rows: bindings.map((row) => [row.get("o").value, row.get("o").language]),
    yes: await engine.queryBoolean(ask, context),
    triples: quads.length,
  };
}
console.log(JSON.stringify(told));
