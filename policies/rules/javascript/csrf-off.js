// ruleid: rules.javascript.csrf-off
const server = new ApolloServer({ typeDefs, csrfPrevention: false });
// ruleid: rules.javascript.csrf-off
app.use(lusca({ csrf: false, xframe: "SAMEORIGIN" }));
// ruleid: rules.javascript.csrf-off
export default { kit: { csrf: { checkOrigin: false } } };
// ok: rules.javascript.csrf-off
const server2 = new ApolloServer({ typeDefs, csrfPrevention: true });
// ok: rules.javascript.csrf-off
app.use(lusca({ csrf: true }));
