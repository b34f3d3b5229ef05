// Bundles the scripts to where the site serves them, with the licences of what is in them.
// With --tests it bundles their tests instead, to where `node --test` runs them.
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const common = {
  absWorkingDir: here,
  bundle: true,
  format: "esm",
  charset: "utf8",
  target: ["es2022"],
  logLevel: "warning",
};

/** The folder of the package that a file comes from; undefined for a file of our own. */
function packageOf(file) {
  const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file);
  return found?.[1];
}

/** Every package in the bundles, each with the text of its licence. */
async function licences(inputs) {
  const folders = [...new Set(inputs.map(packageOf).filter(Boolean))].sort();
  const texts = folders.map(async (folder) => {
    const about = JSON.parse(await readFile(join(here, folder, "package.json"), "utf8"));
    const name = (await readdir(join(here, folder))).find((it) => /^licen[cs]e/i.test(it));
    const text = name ? await readFile(join(here, folder, name), "utf8") : "";
    return `${about.name} ${about.version}: ${about.license}\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${"-".repeat(72)}\n\n`);
}

/** A compressed copy beside each file, so that the server has nothing to compress. */
async function compressed(folder) {
  for (const name of await readdir(folder)) {
    const body = await readFile(join(folder, name));
    await writeFile(join(folder, `${name}.gz`), gzipSync(body, { level: 9 }));
  }
}

async function scripts() {
  const folder = join(here, "../src/beleidsgraaf/serve/static/built");
  await rm(folder, { recursive: true, force: true });
  const made = await build({
    ...common,
    entryPoints: ["src/search.ts"],
    outdir: folder,
    minify: true,
    legalComments: "none", // they stand in licences.txt, whole
    metafile: true,
  });
  await writeFile(join(folder, "licences.txt"), await licences(Object.keys(made.metafile.inputs)));
  await compressed(folder);
}

async function tests() {
  const folder = join(here, "../build/frontend");
  await rm(folder, { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: ["src/**/*.test.ts"],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    entryNames: "[name]",
    platform: "node",
  });
}

await (process.argv.includes("--tests") ? tests() : scripts());
