// Loads the verifier, a .NET program compiled for the browser, when it is first needed.
let loading

async function start(onProgress) {
  const { dotnet } = await import('./_framework/dotnet.js')
  const { getAssemblyExports, getConfig } = await dotnet
    .withModuleConfig({ onDownloadResourceProgress: onProgress })
    .create()
  const exports = await getAssemblyExports(getConfig().mainAssemblyName)
  return exports.Ledger.Browser.VerifierExports
}

/**
 * Judges one file.
 * @param {Uint8Array} file the whole file
 * @param {string} name its name, for messages
 * @param {object} trust what the reader trusts, with the names of the options of `ledger verify`
 * @param {(done: number, all: number) => void} onProgress told while the verifier is loaded
 * @returns {Promise<{report?: object, evidence?: object, problem?: object}>}
 */
export async function verify(file, name, trust, onProgress = () => {}) {
  loading ??= start(onProgress)
  let verifier
  try {
    verifier = await loading
  } catch (error) {
    loading = undefined // the next try loads it again
    throw error
  }
  return JSON.parse(await verifier.VerifyAsync(file, name, JSON.stringify(trust)))
}
