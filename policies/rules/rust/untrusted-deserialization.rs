fn f(data: &[u8]) {
// ruleid: rules.rust.untrusted-deserialization
  let a: Config = bincode::deserialize(data).unwrap();
// ruleid: rules.rust.untrusted-deserialization
  let b: Config = serde_yaml::from_slice(data).unwrap();
// ruleid: rules.rust.untrusted-deserialization
  let c = serde_pickle::from_slice::<Config>(data, Default::default());
// ok: rules.rust.untrusted-deserialization
  let d: Config = serde_json::from_slice(data).unwrap();
// ok: rules.rust.untrusted-deserialization
  let e = bincode::serialize(&d);
}
