// Reads the report of `forge coverage --report lcov`. Fails when too few branches of our source are covered, or when none were counted.
import { readFileSync } from "node:fs";

const [path, least] = [process.argv[2], Number(process.argv[3])];
const files = [];
const missing = [];
for (const line of readFileSync(path, "utf8").split("\n")) {
  const [, key, value] = /^(SF|BRDA|BRF|BRH|LF|LH):(.*)$/.exec(line) ?? [];
  const file = files.at(-1);
  if (key === "SF") {
    files.push({ name: value });
  } else if (key === "BRDA") {
    const [lineNumber, , branch, taken] = value.split(",");
    if (file.name.startsWith("src/") && (taken === "-" || taken === "0")) {
      missing.push(`${file.name}:${lineNumber} branch ${branch}`);
    }
  } else if (key !== undefined) {
    file[key] = Number(value);
  }
}

const ours = files.filter((file) => file.name.startsWith("src/"));
const sum = (key) => ours.reduce((total, file) => total + (file[key] ?? 0), 0);
const [branches, lines] = [(100 * sum("BRH")) / sum("BRF"), (100 * sum("LH")) / sum("LF")];
console.log(`Coverage: ${branches.toFixed(1)} % of ${sum("BRF")} branches, ${lines.toFixed(1)} % of ${sum("LF")} lines`);
missing.forEach((place) => console.log(`  not taken: ${place}`));
process.exitCode = branches >= least ? 0 : 1;
