// Encodes with viem what Ledger.Ethereum was asked to encode. Standard input: a JSON list of questions. Standard output: the answers.
import fs from 'node:fs'
import { encodeAbiParameters, encodeEventTopics, encodeFunctionData, keccak256, recoverTransactionAddress, serializeTransaction, toRlp } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

// JSON has no large numbers. They come as text, and viem needs the JavaScript type of the ABI type.
function typed(parameter, value) {
  if (parameter.type.endsWith('[]')) return value.map(item => typed({ ...parameter, type: parameter.type.slice(0, -2) }, item))
  if (parameter.type === 'tuple') return parameter.components.map((component, i) => typed(component, value[i]))
  return /^uint\d*$/.test(parameter.type) ? BigInt(value) : value
}

const all = (parameters, values) => parameters.map((parameter, i) => typed(parameter, values[i]))

const answers = {
  rlp: q => toRlp(q.item),
  calldata: q => encodeFunctionData({ abi: [q.fragment], args: all(q.fragment.inputs, q.values) }),
  returned: q => encodeAbiParameters(q.fragment.outputs, all(q.fragment.outputs, q.values)),
  log: q => {
    const values = all(q.fragment.inputs, q.values)
    const chosen = indexed => q.fragment.inputs.map((input, i) => [input, values[i]]).filter(([input]) => input.indexed === indexed)
    return {
      topics: encodeEventTopics({ abi: [q.fragment], args: chosen(true).map(([, value]) => value) }),
      data: encodeAbiParameters(chosen(false).map(([input]) => input), chosen(false).map(([, value]) => value))
    }
  },
  signed: async q => {
    const { type, chainId, nonce, gasLimit, to, data, value, ...fees } = q.fields
    const unsigned = {
      type: type === 0 ? 'legacy' : 'eip1559', chainId: Number(chainId), nonce: Number(nonce), gas: BigInt(gasLimit), to, data, value: BigInt(value),
      ...Object.fromEntries(Object.entries(fees).map(([name, fee]) => [name, BigInt(fee)]))
    }
    const raw = await privateKeyToAccount(q.privateKey).signTransaction(unsigned)
    const sender = await recoverTransactionAddress({ serializedTransaction: raw })
    return { unsignedHash: keccak256(serializeTransaction(unsigned)), raw, hash: keccak256(raw), sender: sender.toLowerCase() }
  }
}

const questions = JSON.parse(fs.readFileSync(0, 'utf8'))
const results = []
for (const question of questions) {
  results.push(await answers[question.kind](question))
}
process.stdout.write(JSON.stringify(results))
