// ruleid: rules.javascript.mass-assignment
const user = await User.create(req.body);
// ruleid: rules.javascript.mass-assignment
const doc = new Post(req.body);
// ruleid: rules.javascript.mass-assignment
await User.findByIdAndUpdate(req.params.id, req.body, { new: true });
// ruleid: rules.javascript.mass-assignment
Object.assign(user, req.body);
// ruleid: rules.javascript.mass-assignment
await prisma.user.update({ where: { id }, data: req.body });
// ok: rules.javascript.mass-assignment
const user2 = await User.create({ name: req.body.name });
// ok: rules.javascript.mass-assignment
const r = await axios.create(req.body);
// ok: rules.javascript.mass-assignment
const e = new Error(req.body);
