// The mutants of one Solidity source, found in the compiler's syntax tree, so that nothing in a comment or a name is changed.
import { createHash } from "node:crypto";

const operators = {
  "<": ["<="],
  "<=": ["<"],
  ">": [">="],
  ">=": [">"],
  "==": ["!="],
  "!=": ["=="],
  "&&": ["||"],
  "||": ["&&"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
  "&": ["|"],
  "|": ["&"],
  "<<": [">>"],
  ">>": ["<<"],
};
const assignments = { "+=": "-=", "-=": "+=" };
const steps = { "++": "--", "--": "++" };
// Assembly has functions where Solidity has operators.
const functions = { add: "sub", sub: "add", and: "or", or: "and", lt: "gt", gt: "lt", shl: "shr", shr: "shl", div: "mul", mul: "div" };

/** The mutants of a source: id, source, line, the text before the change, the text after it, and the whole mutated source. */
export function mutantsOf(source, text, tree) {
  const bytes = Buffer.from(text, "utf8");
  const mutants = new Map();
  const place = ({ src }) => {
    const [start, length] = src.split(":").map(Number);
    return [start, start + length];
  };
  const at = (start, end) => bytes.subarray(start, end).toString("utf8");

  // `shown` is the part that is printed: the whole expression or statement around the change.
  const change = (start, end, replacement, shown = [start, end]) => {
    const was = at(start, end);
    const mutated = at(0, start) + replacement + at(end, bytes.length);
    const id = createHash("sha256").update(source).update(mutated).digest("hex").slice(0, 16);
    const oneLine = (part) => part.replace(/\s+/g, " ").trim();
    const becomes = oneLine(at(shown[0], start) + replacement + at(end, shown[1])) || "nothing";
    if (was !== replacement) {
      mutants.set(id, { id, source, line: at(0, start).split("\n").length, was: oneLine(at(...shown)), becomes, text: mutated });
    }
  };
  const between = (left, right, operator) => {
    const start = place(left)[1] + at(place(left)[1], place(right)[0]).indexOf(operator);
    return [start, start + operator.length];
  };
  const removeStatement = (node) => {
    const [start, end] = place(node);
    change(start, end + (at(end, end + 1) === ";" ? 1 : 0), "{}");
  };

  const kinds = {
    BinaryOperation: (node) => {
      for (const other of operators[node.operator] ?? []) {
        change(...between(node.leftExpression, node.rightExpression, node.operator), other, place(node));
      }
    },
    UnaryOperation: (node) => {
      const [start, end] = place(node);
      const operator = node.prefix ? [start, start + node.operator.length] : [end - node.operator.length, end];
      if (node.operator in steps) {
        change(...operator, steps[node.operator], [start, end]);
      } else if (node.operator === "!" || node.operator === "~") {
        change(...operator, "", [start, end]);
      }
    },
    Assignment: (node) => {
      if (node.operator in assignments) {
        change(...between(node.leftHandSide, node.rightHandSide, node.operator), assignments[node.operator], place(node));
      }
    },
    IfStatement: (node) => {
      const [start, end] = place(node.condition);
      // A condition is negated. Three forms are left out, because they are mutated elsewhere: a negation and a comparison by their operator (above),
      // and the two sides of "and" and "or" one at a time (below).
      if (node.condition.nodeType !== "UnaryOperation" && !["&&", "||", "==", "!="].includes(node.condition.operator)) {
        change(start, end, `!(${at(start, end)})`);
      }
      if (["&&", "||"].includes(node.condition.operator)) {
        change(...place(node.condition.leftExpression), node.condition.operator === "&&" ? "true" : "false", [start, end]);
        change(...place(node.condition.rightExpression), node.condition.operator === "&&" ? "true" : "false", [start, end]);
      }
    },
    Conditional: (node) => {
      const [start, end] = place(node.condition);
      change(start, end, `!(${at(start, end)})`, place(node));
    },
    Literal: (node) => {
      const [start, end] = place(node);
      if (node.kind === "bool") {
        change(start, end, node.value === "true" ? "false" : "true");
      } else if (node.kind === "number" && /^\d+$/.test(node.value)) {
        change(start, start + node.value.length, `${BigInt(node.value) + 1n}`, [start, end]);
      } else if (node.kind === "number" && node.value.startsWith("0x")) {
        change(end - 1, end, at(end - 1, end) === "0" ? "1" : "0", [start, end]);
      }
    },
    ExpressionStatement: removeStatement,
    EmitStatement: removeStatement,
    RevertStatement: removeStatement,
    Return: removeStatement,
    ModifierInvocation: (node) => {
      if (node.kind === "modifierInvocation") {
        change(...place(node), "");
      }
    },
    YulExpressionStatement: (node) => change(...place(node), ""),
    YulAssignment: (node) => change(...place(node), ""),
    YulBreak: (node) => change(...place(node), ""),
    YulFunctionCall: (node) => {
      const { name } = node.functionName;
      if (name in functions) {
        change(...place(node.functionName), functions[name], place(node));
      } else if (name === "iszero") {
        change(...place(node), at(...place(node.arguments[0])));
      } else if (name === "eq") {
        change(...place(node), `iszero(${at(...place(node))})`);
      }
    },
    YulLiteral: (node) => {
      if (node.kind === "number") {
        change(...place(node), `${BigInt(node.value) + 1n}`);
      }
    },
  };

  const visit = (node) => {
    if (Array.isArray(node)) {
      node.forEach(visit);
    } else if (node !== null && typeof node === "object") {
      // A version and an import hold nothing that runs; a type's name holds sizes only.
      if (["PragmaDirective", "ImportDirective", "ArrayTypeName", "StructuredDocumentation"].includes(node.nodeType)) {
        return;
      }
      if (node.src !== undefined) {
        kinds[node.nodeType]?.(node);
      }
      Object.values(node).forEach(visit);
    }
  };
  visit(tree);
  return [...mutants.values()];
}
