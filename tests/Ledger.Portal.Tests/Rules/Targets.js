// What people press is large enough. A link within a sentence is as high as its line (WCAG 2.2, 2.5.8, exception "inline"). A label belongs to the
// target of its radio button or check box.
(look) => {
  const found = []
  const isInSentence = link => {
    const block = link.closest('p, li, dd, td, div, h1, h2, h3, span.app-text')
    if (!block) return false
    const rest = [...block.childNodes].filter(node => !node.contains(link)).map(node => node.textContent).join('').trim()
    return getComputedStyle(link).display === 'inline' && rest.length > 0
  }
  for (const target of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    const box = target.getBoundingClientRect()
    const style = getComputedStyle(target)
    if (box.width <= 1 || box.height <= 1 || style.visibility !== 'visible') continue
    if (target.tagName === 'A' && isInSentence(target)) continue
    const name = (target.textContent.trim() || target.id || target.getAttribute('name') || '').slice(0, 30)
    if (box.height < look.smallest - 0.5 || box.width < look.smallest - 0.5) {
      found.push(`${target.tagName} "${name}" is ${Math.round(box.width)} × ${Math.round(box.height)}, at least ${look.smallest}`)
    }
  }
  return found
}
