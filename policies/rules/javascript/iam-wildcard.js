new iam.PolicyStatement({
// ruleid: rules.javascript.iam-wildcard
  actions: ["s3:*"],
  resources: ["*"],
});
// ruleid: rules.javascript.iam-wildcard
const doc = { Effect: "Allow", Action: "*", Resource: "*" };
// ruleid: rules.javascript.iam-wildcard
role.addToPolicy(new iam.PolicyStatement({ actions: ["*"], resources: ["*"] }));
// ok: rules.javascript.iam-wildcard
role.addToPolicy(new iam.PolicyStatement({ actions: ["s3:GetObject"], resources: [arn] }));
// ok: rules.javascript.iam-wildcard
const doc2 = { Action: ["s3:GetObject"], Resource: "*" };
