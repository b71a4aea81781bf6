int f(const int *values, int n) {
int sum;
// ruleid: rules.c.uninitialized-value
for (int i = 0; i < n; i++) sum += values[i];
return sum;
}
double g(double x) {
double total;
// ruleid: rules.c.uninitialized-value
total += x;
return total;
}
unsigned h(unsigned bits) {
unsigned mask;
// ruleid: rules.c.uninitialized-value
mask |= bits;
return mask;
}
int k(const int *values, int n) {
int sum = 0;
// ok: rules.c.uninitialized-value
for (int i = 0; i < n; i++) sum += values[i];
return sum;
}
int l(int n) {
int sum;
sum = 1;
// ok: rules.c.uninitialized-value
sum += n;
return sum;
}
