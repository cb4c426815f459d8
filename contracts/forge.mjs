#!/usr/bin/env node
// Runs Forge and ends with Forge's exit code. The package's own command always ends with 0, so a failed check would pass.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
const binary = createRequire(import.meta.url).resolve(`@foundry-rs/forge-${platform}/bin/forge${process.platform === "win32" ? ".exe" : ""}`);
process.exitCode = spawnSync(binary, process.argv.slice(2), { stdio: "inherit" }).status ?? 1;
