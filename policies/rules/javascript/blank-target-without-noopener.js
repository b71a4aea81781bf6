const a = (
// ruleid: rules.javascript.blank-target-without-noopener
  <a href={story.url} target="_blank">x</a>
);
const b = (
// ruleid: rules.javascript.blank-target-without-noopener
  <a target={"_blank"} href="https://example.com" className="c">x</a>
);
const c = (
// ruleid: rules.javascript.blank-target-without-noopener
  <Link to={item.link} target="_blank" />
);
const d = (
// ok: rules.javascript.blank-target-without-noopener
  <a href={story.url} target="_blank" rel="noopener noreferrer">x</a>
);
const e = (
// ok: rules.javascript.blank-target-without-noopener
  <a href="/about" target="_blank">x</a>
);
