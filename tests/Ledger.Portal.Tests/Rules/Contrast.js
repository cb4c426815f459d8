// The contrast of every text from its computed colours, also of texts of one character, which axe leaves out (WCAG 2.2, 1.4.3), and of the borders
// of fields (1.4.11). Opaque backgrounds only: a translucent one or a picture is reported, because it cannot be judged so.
() => {
  const parse = text => {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number)
    return { r, g, b, a }
  }
  const luminance = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const ratio = (one, two) => {
    const [light, dark] = [luminance(one), luminance(two)].sort((a, b) => b - a)
    return (light + 0.05) / (dark + 0.05)
  }
  const behind = element => {
    for (let one = element; one; one = one.parentElement) {
      const style = getComputedStyle(one)
      if (style.backgroundImage !== 'none') return null
      const colour = parse(style.backgroundColor)
      if (colour.a === 1) return colour
      if (colour.a > 0) return null
    }
    return { r: 255, g: 255, b: 255, a: 1 }
  }
  const isShown = element => {
    const box = element.getBoundingClientRect()
    const style = getComputedStyle(element)
    return box.width > 1 && box.height > 1 && style.visibility === 'visible' && style.opacity === '1'
  }

  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const text = node.data.trim()
    if (text === '' || !isShown(element) || element.closest('script, noscript')) continue
    const style = getComputedStyle(element)
    const ground = behind(element)
    const colour = parse(style.color)
    if (ground === null || colour.a < 1) {
      found.push(`"${text.slice(0, 20)}": the colours cannot be judged`)
      continue
    }
    const size = parseFloat(style.fontSize)
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5
    const own = ratio(colour, ground)
    if (own < least) found.push(`"${text.slice(0, 20)}": contrast ${own.toFixed(2)}, at least ${least}`)
  }
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    if (!isShown(field)) continue
    const style = getComputedStyle(field)
    const ground = behind(field.parentElement)
    if (parseFloat(style.borderTopWidth) > 0 && ground && ratio(parse(style.borderTopColor), ground) < 3) found.push(`the border of #${field.id}: contrast below 3`)
    const inside = behind(field)
    if (inside && ratio(parse(style.color), inside) < 4.5) found.push(`the text in #${field.id}: contrast below 4.5`)
  }
  return found
}
