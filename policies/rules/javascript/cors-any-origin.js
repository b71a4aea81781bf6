// ruleid: rules.javascript.cors-any-origin
app.use(cors());
// ruleid: rules.javascript.cors-any-origin
res.setHeader("Access-Control-Allow-Origin", "*");
// ruleid: rules.javascript.cors-any-origin
app.enableCors({ origin: "*", methods: ["GET"] });
return new Response(body, {
  headers: {
// ruleid: rules.javascript.cors-any-origin
    "Access-Control-Allow-Origin": "*",
  },
});
// ok: rules.javascript.cors-any-origin
app.use(cors({ origin: "https://app.example.com" }));
// ok: rules.javascript.cors-any-origin
res.setHeader("Access-Control-Allow-Origin", "https://app.example.com");
// ok: rules.javascript.cors-any-origin
app.use(cors(options));
