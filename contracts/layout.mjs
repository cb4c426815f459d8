// Writes .storage-layout, the storage slots of each contract, from the output of `forge build` in out/. With --check it only compares. Readers of
// storage proofs rely on the slots, so a change must be visible.
import { readFileSync, writeFileSync } from "node:fs";

const names = ["DepartmentRegistry", "LogAnchor", "RecordStatus"];
const path = ".storage-layout";
const text = names.map(layoutOf).join("\n");

if (!process.argv.includes("--check")) {
  writeFileSync(path, text);
} else if (readFileSync(path, "utf8") !== text) {
  console.error(`${path} is not what the source compiles to. If storage was meant to move, run "forge build && node layout.mjs" and commit it.`);
  process.exit(1);
}

function layoutOf(name) {
  const { storage, types } = JSON.parse(readFileSync(`out/${name}.sol/${name}.json`, "utf8")).storageLayout;
  const structs = Object.values(types ?? {}).filter((type) => type.members !== undefined);
  return [
    `${name}\n${storage.map((variable) => lineOf(variable, types)).join("")}`,
    ...structs.map((type) => `  ${type.label}\n${type.members.map((member) => lineOf(member, types)).join("")}`).sort(),
  ].join("");
}

function lineOf({ slot, offset, label, type }, types) {
  return `  ${slot.padStart(4)}+${String(offset).padStart(2, "0")}  ${label}: ${types[type].label}, ${types[type].numberOfBytes} bytes\n`;
}
