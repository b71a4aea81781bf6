// ruleid: rules.kotlin.predictable-random
val token = Random.nextInt(1000000)
// ruleid: rules.kotlin.predictable-random
val resetCode = java.util.Random().nextInt()
fun generatePassword(): String {
// ruleid: rules.kotlin.predictable-random
    return Random.nextLong().toString()
}
// ok: rules.kotlin.predictable-random
val dice = Random.nextInt(6)
// ok: rules.kotlin.predictable-random
val token2 = SecureRandom().nextLong()
