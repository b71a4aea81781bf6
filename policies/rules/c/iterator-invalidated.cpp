void f(std::vector<int> &items) {
for (int item : items) {
// ruleid: rules.c.iterator-invalidated
  if (item > 3) items.push_back(item);
}
for (auto it = items.begin(); it != items.end(); ++it) {
// ruleid: rules.c.iterator-invalidated
  if (*it == 3) items.erase(it);
}
for (auto &item : items) {
// ruleid: rules.c.iterator-invalidated
  items.clear();
}
for (auto it = items.begin(); it != items.end();) {
// ok: rules.c.iterator-invalidated
  if (*it == 3) it = items.erase(it); else ++it;
}
for (int item : items) {
  if (item == 3) {
// ok: rules.c.iterator-invalidated
    items.push_back(4);
    break;
  }
}
for (int item : items) {
// ok: rules.c.iterator-invalidated
  others.push_back(item);
}
}
