void f() {
// ruleid: rules.c.seed-constant
std::mt19937 generator(1234);
// ruleid: rules.c.seed-constant
std::default_random_engine engine;
// ruleid: rules.c.seed-constant
std::mt19937_64 clocked(std::chrono::system_clock::now().time_since_epoch().count());
// ok: rules.c.seed-constant
std::mt19937 seeded(device());
// ok: rules.c.seed-constant
std::random_device device;
}
