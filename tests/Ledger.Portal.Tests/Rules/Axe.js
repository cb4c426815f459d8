// Runs axe, which is in the page already, and lists what it found. In a page that runs no script no timer fires, so axe, which waits for timers, gets
// some that fire at once. It then cannot wait for style sheets, but the page is loaded already.
async (look) => {
  const options = {
    preload: look.script,
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'] }
  }
  const due = []
  if (!look.script) window.setTimeout = action => due.push(action)
  let isDone = false
  const running = axe.run(document, options).finally(() => { isDone = true })
  while (!look.script && !isDone) {
    due.splice(0).forEach(action => action())
    await null
  }
  const result = await running
  const found = result.violations.flatMap(violation => violation.nodes.map(node => `axe ${violation.id}: ${violation.help}: ${node.html}`))
  return result.passes.length === 0 ? [...found, 'axe judged nothing'] : found
}
