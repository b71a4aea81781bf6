// ruleid: rules.javascript.markdown-after-sanitizer
const a = marked.parse(DOMPurify.sanitize(source));
// ruleid: rules.javascript.markdown-after-sanitizer
const b = md.render(linkify(sanitizeHtml(source)));
// ruleid: rules.javascript.markdown-after-sanitizer
element.innerHTML = converter.makeHtml(DOMPurify.sanitize(source));
// ok: rules.javascript.markdown-after-sanitizer
const c = DOMPurify.sanitize(marked.parse(source));
// ok: rules.javascript.markdown-after-sanitizer
const d = DOMPurify.sanitize(marked.parse(DOMPurify.sanitize(source)));
// ok: rules.javascript.markdown-after-sanitizer
const e = marked.parse(source);
