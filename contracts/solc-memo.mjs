#!/usr/bin/env node
// The compiler with a memory, for mutate.mjs: Forge asks for the version and the interfaces of the same sources before every run of tests. An
// answer depends on the question only, so it is kept under the hash of the question in the folder SOLC_MEMO.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const home = dirname(fileURLToPath(import.meta.url));
const question = process.argv.includes("--version") ? "--version" : readFileSync(0, "utf8");
const path = join(process.env.SOLC_MEMO, createHash("sha256").update(question).digest("hex"));
if (!existsSync(path)) {
  const { status, stdout } = spawnSync("node", [join(home, "solc.mjs"), ...process.argv.slice(2)], { input: question, maxBuffer: 1 << 28 });
  if (status !== 0) {
    process.exit(1);
  }
  writeFileSync(`${path}.part`, stdout);
  renameSync(`${path}.part`, path);
}
process.stdout.write(readFileSync(path));
