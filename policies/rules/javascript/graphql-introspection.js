// ruleid: rules.javascript.graphql-introspection
const s = new ApolloServer({ schema, introspection: true });
// ruleid: rules.javascript.graphql-introspection
app.use("/graphql", graphqlHTTP({ schema, graphiql: true }));
// ruleid: rules.javascript.graphql-introspection
const t = new ApolloServer({ schema, playground: true });
// ok: rules.javascript.graphql-introspection
const u = new ApolloServer({ schema, introspection: false });
// ok: rules.javascript.graphql-introspection
const v = new ApolloServer({ schema, graphiql: process.env.NODE_ENV !== "production" });
