const Profile = z.object({ name: z.string().max(60) }).passthrough();
const parsed = Profile.parse(await req.json());
// ruleid: rules.javascript.mass-assignment-schema
await db.user.update({ where: { id }, data: parsed });
const result = Profile.safeParse(body);
// ruleid: rules.javascript.mass-assignment-schema
await db.user.update({ where: { id }, data: result.data });
// ruleid: rules.javascript.mass-assignment-schema
await User.findByIdAndUpdate(id, parsed);
// ok: rules.javascript.mass-assignment-schema
await db.user.update({ where: { id }, data: { name: parsed.name } });
// ok: rules.javascript.mass-assignment-schema
logger.info({ data: parsed });
// --- case
const Profile = z.object({ name: z.string().max(60) }).strict();
const parsed = Profile.parse(await req.json());
// ok: rules.javascript.mass-assignment-schema
await db.user.update({ where: { id }, data: parsed });
