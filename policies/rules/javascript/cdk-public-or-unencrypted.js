// ruleid: rules.javascript.cdk-public-or-unencrypted
bucket.grantPublicAccess();
// ruleid: rules.javascript.cdk-public-or-unencrypted
const db = new rds.DatabaseInstance(this, "db", { engine, publiclyAccessible: true });
// ruleid: rules.javascript.cdk-public-or-unencrypted
sg.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(22));
// ok: rules.javascript.cdk-public-or-unencrypted
sg.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443));
// ok: rules.javascript.cdk-public-or-unencrypted
bucket.grantRead(role);
