// Writes artifacts/<Name>.json, the ABI and bytecode that .NET deploys, from what `forge build` left in out/; with --check compares only.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const names = ["DepartmentRegistry", "LogAnchor", "RecordStatus"];
const isCheck = process.argv.includes("--check");
const differing = [];

mkdirSync("artifacts", { recursive: true });
for (const name of names) {
  const built = JSON.parse(readFileSync(`out/${name}.sol/${name}.json`, "utf8"));
  const text = JSON.stringify({ abi: built.abi, bytecode: built.bytecode.object }, null, 1) + "\n";
  const path = `artifacts/${name}.json`;
  if (!isCheck) {
    writeFileSync(path, text);
  } else if (readFileSync(path, "utf8") !== text) {
    differing.push(path);
  }
}

if (differing.length > 0) {
  console.error(`${differing.join(", ")} is not what the source compiles to. Run "forge build && node artifacts.mjs" and commit it.`);
  process.exit(1);
}
