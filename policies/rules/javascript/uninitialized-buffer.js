// ruleid: rules.javascript.uninitialized-buffer
const b = Buffer.allocUnsafe(size);
// ruleid: rules.javascript.uninitialized-buffer
const c = new Buffer(req.query.n);
// ruleid: rules.javascript.uninitialized-buffer
res.send(Buffer.allocUnsafeSlow(64));
// ok: rules.javascript.uninitialized-buffer
const d = Buffer.alloc(size);
// ok: rules.javascript.uninitialized-buffer
const e = Buffer.from(text);
