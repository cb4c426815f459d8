// Reads the report of a mutation run: how many mutants were found, and each that no test noticed, as a row of the README's table.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const name = readdirSync(process.argv[2], { recursive: true }).find((path) => path.endsWith("mutation-report.json"));
const { files } = JSON.parse(readFileSync(join(process.argv[2], name), "utf8"));
const mutants = Object.entries(files).flatMap(([path, { source, mutants: list }]) => {
  const lines = source.split(/\r?\n/);
  return list.map((mutant) => ({ path: path.replace(/^.*Ledger\.Verify\//, ""), lines, ...mutant }));
});

const count = (status) => mutants.filter((mutant) => mutant.status === status).length;
console.log(`${count("Killed")} killed, ${count("Timeout")} ended by time, ${count("Survived")} survived, ${count("NoCoverage")} in code no test runs, ` +
  `${count("CompileError")} do not compile, ${count("Ignored")} left out by the configuration`);

const oneLine = (text) => text.replace(/\s+/g, " ").trim().replaceAll("|", "\\|");
for (const { path, lines, location: { start, end }, replacement, status } of mutants.filter(({ status }) => ["Survived", "NoCoverage", "Timeout"].includes(status))) {
  const text = lines.slice(start.line - 1, end.line).join("\n");
  const last = end.line === start.line ? end.column - 1 : text.length - lines[end.line - 1].length + end.column - 1;
  console.log(`| \`${path}\` ${start.line} | \`${oneLine(text.slice(start.column - 1, last))}\` → \`${oneLine(replacement)}\` | ${status} |`);
}
