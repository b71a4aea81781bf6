// ruleid: rules.javascript.nosql-operator
const u = await User.findOne({ email: req.body.email, password: req.body.password });
// ruleid: rules.javascript.nosql-operator
const list = await Item.find(req.query);
// ruleid: rules.javascript.nosql-operator
db.collection("users").find({ $where: `this.name == '${name}'` });
// ok: rules.javascript.nosql-operator
const u2 = await User.findOne({ email: String(req.body.email) });
// ok: rules.javascript.nosql-operator
const u3 = await User.findById(id);
// ok: rules.javascript.nosql-operator
const l = list.find((x) => x.id === id);
