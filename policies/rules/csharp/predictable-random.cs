class A {
  string ResetToken() {
// ruleid: rules.csharp.predictable-random
    var r = new Random();
// ruleid: rules.csharp.predictable-random
    var token = Random.Shared.Next();
    return "" + r.Next();
  }
  string GeneratePassword(int n) {
// ruleid: rules.csharp.predictable-random
    return new System.Random().Next().ToString();
  }
  void G() {
// ok: rules.csharp.predictable-random
    var dice = new Random();
// ok: rules.csharp.predictable-random
    var token = RandomNumberGenerator.GetBytes(32);
  }
}
