// ruleid: rules.javascript.route-without-authorization
app.delete("/users/:id", async (req, res) => {
  await User.deleteOne({ _id: req.params.id });
  res.end();
});
// ruleid: rules.javascript.route-without-authorization
router.post("/items", async function (req, res) {
  const item = await Item.create({ name: req.body.name });
  res.json(item);
});
// ruleid: rules.javascript.route-without-authorization
app.put("/orders/:id", (req, res) => db.query("UPDATE orders SET x = 1 WHERE id = ?", [req.params.id]));
// ok: rules.javascript.route-without-authorization
app.delete("/users/:id", requireAuth, async (req, res) => { await User.deleteOne({ _id: req.params.id }); });
// ok: rules.javascript.route-without-authorization
app.get("/users", async (req, res) => res.json(await User.find()));
app.post("/items", async (req, res) => {
// ok: rules.javascript.route-without-authorization
  if (!req.user) return res.status(401).end();
  await Item.create({ owner: req.user.id });
});
