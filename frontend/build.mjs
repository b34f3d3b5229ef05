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

/** Every package that the bundles are made of, each with the text of its licence. */
async function licences() {
  const { packages } = JSON.parse(await readFile(join(here, "package-lock.json"), "utf8"));
  const folders = Object.keys(packages).filter((it) => it && !packages[it].dev);
  const texts = folders.map(async (folder) => {
    const about = JSON.parse(await readFile(join(here, folder, "package.json"), "utf8"));
    const name = (await readdir(join(here, folder))).find((it) => /^licen[cs]e/i.test(it));
    const text = name ? await readFile(join(here, folder, name), "utf8") : "";
    return `${about.name} ${about.version}: ${about.license}\n\n${text}`.trim();
  });
  return `${(await Promise.all(texts)).join(`\n\n${"-".repeat(72)}\n\n`)}\n`;
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
  await build({
    ...common,
    entryPoints: {
      search: "src/search.ts",
      workbench: "src/workbench/main.ts",
      yasgui: "src/yasgui/main.ts",
    },
    outdir: folder,
    minify: true,
    legalComments: "none", // they stand in licences.txt, whole
  });
  await writeFile(join(folder, "licences.txt"), await licences());
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
