// Encodes with ethers what Ledger.Ethereum was asked to encode. Standard input: a JSON list of questions. Standard output: the answers.
import fs from 'node:fs'
import { AbiCoder, Interface, Transaction, Wallet, decodeRlp, encodeRlp, getCreateAddress, id, keccak256 } from 'ethers'

const coder = AbiCoder.defaultAbiCoder()
const answers = {
  keccak: q => keccak256(q.data),
  textHash: q => id(q.text),
  rlp: q => encodeRlp(q.item),
  rlpDecoded: q => decodeRlp(q.data),
  abi: q => coder.encode(q.types, q.values),
  call: q => new Interface([`function ${q.signature}`]).encodeFunctionData(q.signature.split('(')[0], q.values),
  topic: q => new Interface([`event ${q.signature}`]).getEvent(q.signature.split('(')[0]).topicHash,
  address: q => new Wallet(q.privateKey).address.toLowerCase(),
  created: q => getCreateAddress({ from: q.from, nonce: q.nonce }).toLowerCase(),
  transaction: async q => {
    const raw = await new Wallet(q.privateKey).signTransaction(q.fields)
    return { raw, hash: Transaction.from(raw).hash }
  },
  calldata: q => new Interface([q.fragment]).encodeFunctionData(q.fragment.name, q.values),
  returned: q => new Interface([q.fragment]).encodeFunctionResult(q.fragment.name, q.values),
  log: q => {
    const { topics, data } = new Interface([q.fragment]).encodeEventLog(q.fragment.name, q.values)
    return { topics, data }
  },
  signed: async q => {
    const raw = await new Wallet(q.privateKey).signTransaction(q.fields)
    const { unsignedHash, hash, from } = Transaction.from(raw)
    return { unsignedHash, raw, hash, sender: from.toLowerCase() }
  },
  signer: q => Transaction.from(q.raw).from.toLowerCase()
}

const questions = JSON.parse(fs.readFileSync(0, 'utf8'))
const results = []
for (const question of questions) {
  results.push(await answers[question.kind](question))
}
process.stdout.write(JSON.stringify(results))
