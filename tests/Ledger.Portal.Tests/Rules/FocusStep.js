// Judges what has the focus now: which one it is, whether all of it is in the window, on top, and looks different (WCAG 2.2, 2.4.7 and 2.4.11).
(step) => {
  const element = document.activeElement
  const name = `${element.tagName} "${(element.textContent.trim() || element.id).slice(0, 30)}"`
  const place = window.focusOrder.indexOf(element)
  if (place !== step.place) return [`after ${step.place} steps the focus is on ${name}, which is number ${place}`]
  const found = []
  const box = element.getBoundingClientRect()
  const view = { width: document.documentElement.clientWidth, height: window.innerHeight }
  // A browser shows the line in which somebody writes, not always the whole of a field of many lines.
  const bottom = element.tagName === 'TEXTAREA' ? box.top + parseFloat(getComputedStyle(element).lineHeight) : box.bottom
  if (box.left < -1 || box.right > view.width + 1 || (box.height <= view.height && (box.top < -1 || bottom > view.height + 1))) {
    found.push(`${name} has the focus outside the window: ${Math.round(box.left)},${Math.round(box.top)} to ${Math.round(box.right)},${Math.round(box.bottom)}`)
  }
  // A link over two lines has several boxes; its middle can be beside it.
  for (const part of element.getClientRects()) {
    const x = Math.min(Math.max(part.left + part.width / 2, 0), view.width - 1)
    const y = Math.min(Math.max(part.top + part.height / 2, 0), view.height - 1)
    const top = document.elementFromPoint(x, y)
    const isLabel = top?.closest('label')?.control === element
    if (top !== element && !element.contains(top) && !top?.contains(element) && !isLabel) found.push(`${name} has the focus behind ${top?.tagName}.${top?.className}`)
  }
  // The box of a radio button is drawn by its label.
  const drawn = window.focusLook(element) !== window.focusLooks[place]
  const beside = element.labels?.[0] && getComputedStyle(element.labels[0], '::before').boxShadow !== 'none'
  if (!drawn && !beside) found.push(`${name} looks the same with and without the focus`)
  if (element.classList.contains('govuk-skip-link') && box.height < step.smallest - 0.5) found.push(`the skip link is ${Math.round(box.height)} high`)
  return found
}
