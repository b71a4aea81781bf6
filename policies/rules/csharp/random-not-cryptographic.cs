class A {
  void G() {
// ruleid: rules.csharp.random-not-cryptographic
    var dice = new Random();
// ruleid: rules.csharp.random-not-cryptographic
    int i = Random.Shared.Next(6);
// ruleid: rules.csharp.random-not-cryptographic
    var s = new System.Random(42);
// ok: rules.csharp.random-not-cryptographic
    int k = RandomNumberGenerator.GetInt32(6);
// ok: rules.csharp.random-not-cryptographic
    var x = new Randomizer();
  }
}
