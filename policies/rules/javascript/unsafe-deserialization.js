// ruleid: rules.javascript.unsafe-deserialization
const o = serialize.unserialize(req.cookies.profile);
// ruleid: rules.javascript.unsafe-deserialization
const p = unserialize(body);
// ruleid: rules.javascript.unsafe-deserialization
const q = yaml.load(text, { schema: yaml.DEFAULT_FULL_SCHEMA });
// ok: rules.javascript.unsafe-deserialization
const r = JSON.parse(body);
// ok: rules.javascript.unsafe-deserialization
const s = yaml.load(text);
// ok: rules.javascript.unsafe-deserialization
const query = ajax.unserialize(link.href);
