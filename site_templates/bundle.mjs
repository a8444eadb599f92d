// node bundle.mjs OUT: bundles each entry scripts/*.ts and each sheet styles/*.css, and copies each picture styles/*.svg,
// into OUT/<name>-<hash>.<ext>; writes OUT/manifest.json: name -> {file, integrity}. The hash is of the bytes in OUT:
// equal inputs, equal names.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "_built"));

async function entries(folder, extension) {
  const names = await readdir(join(here, folder));
  return names
    .filter((name) => name.endsWith(extension) && !name.endsWith(".test.ts") && !name.endsWith(".d.ts"))
    .sort()
    .map((name) => join(here, folder, name));
}

async function contentsOf(entry) {
  if (entry.endsWith(".svg")) return readFile(entry);
  const result = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: ["es2022"],
    charset: "utf8",
    legalComments: "inline",
    logLevel: "error",
  });
  return result.outputFiles[0].contents;
}

async function bundle(entry) {
  const contents = await contentsOf(entry);
  const digest = (algorithm, encoding) => createHash(algorithm).update(contents).digest(encoding);
  const name = basename(entry, extname(entry));
  const extension = extname(entry) === ".ts" ? ".js" : extname(entry);
  return {
    key: name + extension,
    file: `${name}-${digest("sha256", "hex").slice(0, 12)}${extension}`,
    integrity: `sha384-${digest("sha384", "base64")}`,
    contents,
  };
}

const bundles = [];
const inputs = [await entries("scripts", ".ts"), await entries("styles", ".css"), await entries("styles", ".svg")];
for (const entry of inputs.flat()) {
  bundles.push(await bundle(entry));
}
await mkdir(out, { recursive: true });
const manifest = {};
for (const { key, file, integrity, contents } of bundles) {
  await writeFile(join(out, file), contents);
  manifest[key] = { file, integrity };
}
await writeFile(join(out, "manifest.json"), JSON.stringify(manifest, null, 1) + "\n");
