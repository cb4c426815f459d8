// Nothing scrolls sideways, and nothing is cut off at the right edge. What is meant to scroll by itself is left out.
() => {
  const width = document.documentElement.clientWidth
  const found = []
  if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${width}`)
  for (const element of document.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect()
    if (box.width > 1 && box.right > width + 1 && !element.closest('.app-wide-table, .govuk-visually-hidden')) {
      found.push(`${element.tagName}.${element.className} "${element.textContent.trim().slice(0, 20)}" ends at ${Math.round(box.right)} of ${width}`)
    }
    const style = getComputedStyle(element)
    if (!element.matches('input, select, .govuk-visually-hidden') && ['hidden', 'clip'].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1) {
      found.push(`${element.tagName}.${element.className} cuts its content off`)
    }
  }
  return found
}
