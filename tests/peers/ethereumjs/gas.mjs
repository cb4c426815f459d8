// eth_estimateGas for a Clique chain. The client's own version makes a block without the 97 bytes that Clique requires in extraData, then refuses
// it, so it never answers. Where it does answer, it returns the gas of a run that reverted. This version runs the transaction in the next block,
// and reports a revert as other clients do (code 3, with the revert data).
import { createBlock } from '@ethereumjs/block'
import { getBlockByOption } from '@ethereumjs/client/dist/esm/src/rpc/helpers.js'
import { createTx } from '@ethereumjs/tx'
import { bytesToHex, createAddressFromString, createZeroAddress } from '@ethereumjs/util'
import { runTx } from '@ethereumjs/vm'

const EXTRA_DATA = 32 + 65 // EIP-225: vanity and seal

export async function estimateGas([call, which]) {
  const parent = await getBlockByOption(which ?? 'latest', this._chain)
  const vm = await this._vm.shallowCopy()
  await vm.stateManager.setStateRoot(parent.header.stateRoot)
  const baseFeePerGas = parent.header.calcNextBaseFee()
  const now = BigInt(Math.floor(Date.now() / 1000))
  const next = createBlock({
    header: {
      parentHash: parent.hash(),
      number: parent.header.number + 1n,
      timestamp: now > parent.header.timestamp ? now : parent.header.timestamp + 1n,
      gasLimit: parent.header.gasLimit,
      difficulty: 1n,
      extraData: new Uint8Array(EXTRA_DATA),
      baseFeePerGas
    }
  }, { common: vm.common, setHardfork: true })
  const tx = createTx({ to: call.to, data: call.data ?? call.input, value: call.value, gasLimit: call.gas ?? parent.header.gasLimit, gasPrice: baseFeePerGas },
    { common: vm.common, freeze: false })
  tx.getSenderAddress = () => call.from === undefined ? createZeroAddress() : createAddressFromString(call.from)
  const { totalGasSpent, execResult } = await runTx(vm, { tx, block: next, skipNonce: true, skipBalance: true, skipBlockGasLimitValidation: true })
  if (execResult.exceptionError !== undefined) {
    throw { code: 3, message: `execution reverted: ${execResult.exceptionError.error}`, data: bytesToHex(execResult.returnValue) }
  }
  return `0x${totalGasSpent.toString(16)}`
}
