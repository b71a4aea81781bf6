// ruleid: rules.javascript.role-from-request
if (req.body.role === "admin") { next(); }
const user = {
  name: req.body.name,
// ruleid: rules.javascript.role-from-request
  role: req.body.role || "user",
};
// ruleid: rules.javascript.role-from-request
req.user.isAdmin = req.query.isAdmin;
// ruleid: rules.javascript.role-from-request
if (req.headers["x-user-role"] !== "admin") return;
// ok: rules.javascript.role-from-request
if (req.user.role === "admin") { next(); }
// ok: rules.javascript.role-from-request
const u = { role: "user" };
