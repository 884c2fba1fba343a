// Counts while the editor types: characters as a reader sees them, words in any script, and where Google and a phone cut.
//
// Words are told apart as articles/language.py does it: in Latin, Greek and Cyrillic by white space, the zero-width
// space and the long dash; a text with any other script by the dictionaries of the browser's own ICU for the language
// of the edition. These are of another version than the server's, and find other words in Khmer (eleven where the server
// finds eight): that number is said to be “about”. The server also counts the numbers of an ordered list.

const SPACED = /^[\0-\u052f\u1e00-\u2c5f\ufe00-\ufe0f\ufeff\ufffd\u{1f000}-\u{1faff}]*$/u
const WORD = /[\p{L}\p{N}]/u
const BLOCK = /<\/?(?!\/?(?:a|strong|em)\b)[^>]+>/gi

// What is shown of a title and a description, measured in the letters that Google sets them in. A phone breaks the
// title into two lines.
const CUTS = {
  title: { font: "20px Arial", google: 580, phone: 640 },
  description: { font: "14px Arial", google: 920, phone: 680 },
}

const page = document.getElementById("desk-page")
if (page?.querySelector("[name=body]")) start(JSON.parse(document.getElementById("desk-facts").textContent))

function start(facts) {
  const form = page.closest("form")
  const pen = document.createElement("canvas").getContext("2d")
  const value = (name) => form.elements[name]?.value.trim() ?? ""
  const edition = () => facts.editions[value("section")] ?? facts.edition
  const say = (sentence, words) => sentence.replace(/{(\w+)}/g, (_match, name) => words[name])
  const tell = (name, text, warn = false) => {
    for (const output of form.querySelectorAll(`[data-counts=${name}]`)) {
      if (output.textContent !== text) output.textContent = text
      output.classList.toggle("warn", warn)
    }
  }

  function countAll() {
    const { language, name } = edition()
    const headline = value("headline")
    const titleCuts = cut("title", `${name} - ${value("seo_title") || headline}`, language)
    const ownTitle = characters(value("seo_title"), language)
    tell("seo_title", told(ownTitle, titleCuts.length ? titleCuts : [facts.say.fits]), titleCuts.length > 0)
    const length = characters(headline, language)
    const warnings = ownTitle ? [] : [...titleCuts]
    if (length > facts.longHeadline && !value("short_headline")) warnings.push(facts.say.longHeadline)
    tell("headline", length ? told(length, warnings) : "", warnings.length > 0)
    const short = characters(value("short_headline"), language)
    tell("short_headline", short ? say(facts.say.length, { n: short }) : "")
    const text = textOf(value("body"))
    const words = countWords(text, language)
    const speed = facts.wordsAMinute[language.slice(0, 2)] ?? facts.wordsAMinuteElsewhere
    const minutes = Math.max(1, Math.round(words / speed))
    const sentence = SPACED.test(text) ? facts.say.words : facts.say.aboutWords
    tell("story", say(sentence, { words: words.toLocaleString(document.documentElement.lang), minutes }))
    const description = value("seo_description") || value("standfirst") || opening(text)
    const cuts = cut("description", description, language)
    const ownDescription = characters(value("seo_description"), language)
    tell("seo_description", told(ownDescription, cuts.length ? cuts : [facts.say.fits]), cuts.length > 0)
  }

  function told(length, sentences) {
    return [...(length ? [`${say(facts.say.length, { n: length })}.`] : []), ...sentences].join(" ")
  }

  /** Show a text as far as Google shows it; return in sentences where Google and a phone cut it, none where neither. */
  function cut(part, text, language) {
    const { font, google, phone } = CUTS[part]
    pen.font = font
    const shown = fitting(pen, text, google, language)
    const onPhone = fitting(pen, text, phone, language)
    const preview = document.querySelector(`.desk-snippet [data-shows=${part}]`)
    if (preview) {
      preview.lang = language
      preview.querySelector(".kept").textContent = text.slice(0, shown) + (shown < text.length ? " …" : "")
      preview.querySelector(".cut").textContent = text.slice(shown)
    }
    return [
      shown < text.length && say(facts.say.cutByGoogle, { kept: lastWords(text.slice(0, shown)) }),
      onPhone < text.length && say(facts.say.cutByPhone, { kept: lastWords(text.slice(0, onPhone)) }),
    ].filter(Boolean)
  }

  let waiting
  const soon = () => {
    clearTimeout(waiting)
    waiting = setTimeout(countAll, 150)
  }
  form.addEventListener("input", soon)
  form.addEventListener("change", soon)
  countAll()
}

function characters(text, language) {
  let number = 0
  for (const _cluster of new Intl.Segmenter(language, { granularity: "grapheme" }).segment(text)) number += 1
  return number
}

function countWords(text, language) {
  if (SPACED.test(text)) return text.replace(/[\u200b—]/g, " ").split(/\s+/).filter((token) => WORD.test(token)).length
  let number = 0
  for (const { segment } of new Intl.Segmenter(language, { granularity: "word" }).segment(text)) number += WORD.test(segment)
  return number
}

function textOf(html) {
  return new DOMParser().parseFromString(html.replace(BLOCK, " $& "), "text/html").body.textContent
}

function opening(text) {
  return text.replace(/\s+/g, " ").trim().slice(0, 320)
}

/** Where a text is cut so that it and the dots after it are no wider than the limit: between words where it can be. */
function fitting(pen, text, limit, language) {
  if (pen.measureText(text).width <= limit) return text.length
  const room = limit - pen.measureText(" …").width
  let end = 0
  for (const { segment, index } of new Intl.Segmenter(language, { granularity: "word" }).segment(text)) {
    if (pen.measureText(text.slice(0, index + segment.length)).width > room) break
    end = index + segment.length
  }
  return text.slice(0, end).trimEnd().length
}

function lastWords(text) {
  return text.length > 24 ? `… ${text.slice(-24).replace(/^\S*\s/, "")}` : text
}
