// ruleid: rules.javascript.secret-in-log
console.log("login", user.password);
// ruleid: rules.javascript.secret-in-log
logger.info(`token ${accessToken}`);
// ruleid: rules.javascript.secret-in-log
console.debug("key: " + config.apiKey);
// ok: rules.javascript.secret-in-log
console.log("login", user.id);
// ok: rules.javascript.secret-in-log
console.log("password changed");
