const a = (
// ruleid: rules.javascript.react-raw-html
  <div dangerouslySetInnerHTML={{ __html: props.body }} />
);
function Post({ post }) {
// ruleid: rules.javascript.react-raw-html
  return <p dangerouslySetInnerHTML={{ __html: post.content }}></p>;
}
const d = (
// ruleid: rules.javascript.react-raw-html
  <span dangerouslySetInnerHTML={{ __html: `<b>${name}</b>` }} />
);
const b = (
// ok: rules.javascript.react-raw-html
  <div dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(body) }} />
);
const c = (
// ok: rules.javascript.react-raw-html
  <div>{props.body}</div>
);
export function Bio({ body }) {
// ruleid: rules.javascript.react-raw-html
  return <section dangerouslySetInnerHTML={{ __html: body }} />;
}
export function Preview({ draft }) {
  const clean = DOMPurify.sanitize(draft);
// ok: rules.javascript.react-raw-html
  return <section dangerouslySetInnerHTML={{ __html: clean }} />;
}
export function Imprint() {
  const imprint = `<b>Acme</b>`;
// ok: rules.javascript.react-raw-html
  return <section dangerouslySetInnerHTML={{ __html: imprint }} />;
}
const f = (
// ok: rules.javascript.react-raw-html
  <style dangerouslySetInnerHTML={{ __html: BASE_RULES }} />
);
