impl ServerCertVerifier for Anything {
// ruleid: rules.rust.tls-verifier-accepts
  fn verify_server_cert(&self, c: &Certificate) -> Result<ServerCertVerified, Error> { Ok(ServerCertVerified::assertion()) }
}
impl client::Handler for Client {
// ruleid: rules.rust.tls-verifier-accepts
  async fn check_server_key(&mut self, key: &PublicKey) -> Result<bool, Error> {
      Ok(true)
  }
}
impl ServerCertVerifier for Other {
// ruleid: rules.rust.tls-verifier-accepts
  fn verify_server_cert(&self, c: &Certificate) -> Result<ServerCertVerified, Error> {
      // local server
      Ok(rustls::client::ServerCertVerified::assertion())
  }
}
impl client::Handler for Pinned {
// ok: rules.rust.tls-verifier-accepts
  async fn check_server_key(&mut self, key: &PublicKey) -> Result<bool, Error> {
      Ok(key == &self.known)
  }
// ok: rules.rust.tls-verifier-accepts
  async fn check_other(&mut self) -> Result<bool, Error> { Ok(true) }
}
