void f(void) {
int number;
scanf("%d", &number);
// ruleid: rules.c.input-arithmetic
int doubled = number * 2;
// ruleid: rules.c.input-arithmetic
int next = number + 1;
unsigned more;
fscanf(stdin, "%u", &more);
// ruleid: rules.c.input-arithmetic
unsigned sum = more + 5;
int plain = 3;
// ok: rules.c.input-arithmetic
int other = plain * 2;
}
void g(void) {
int number;
scanf("%d", &number);
if (number > 1000) return;
// ok: rules.c.input-arithmetic
int doubled = number * 2;
}
