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
