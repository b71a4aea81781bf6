// ruleid: rules.javascript.identity-without-proof
window.intercomSettings = {app_id: "a", email: user.email};
// ruleid: rules.javascript.identity-without-proof
Intercom("boot", {app_id: "a", user_id: user.id});
// ruleid: rules.javascript.identity-without-proof
window.Intercom("update", {email: user.email});
// ok: rules.javascript.identity-without-proof
window.intercomSettings = {app_id: "a", email: user.email, user_hash: hash};
// ok: rules.javascript.identity-without-proof
Intercom("boot", {app_id: "a"});
