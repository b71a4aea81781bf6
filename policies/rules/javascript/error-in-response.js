// ruleid: rules.javascript.error-in-response
res.status(500).send(err.stack);
// ruleid: rules.javascript.error-in-response
res.json({ error: err.message, stack: err.stack });
// ruleid: rules.javascript.error-in-response
app.use(errorhandler());
// ok: rules.javascript.error-in-response
res.status(500).json({ error: "internal error" });
// ok: rules.javascript.error-in-response
console.error(err.stack);
