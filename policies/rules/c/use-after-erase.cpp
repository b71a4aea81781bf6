void first(std::map<int, std::unique_ptr<Node>>& nodes, int id) {
    auto it = nodes.find(id);
    Node* node = it->second.get();
    nodes.erase(it);
    // ruleid: rules.c.use-after-erase
    notify(node->name);
}

void second(std::unordered_map<int, Node>& nodes, int id) {
    auto it = nodes.find(id);
    const Node* node = &it->second;
    nodes.erase(it);
    // ruleid: rules.c.use-after-erase
    if (node->alive) count();
}

void third(std::list<std::unique_ptr<Node>>& nodes, std::list<std::unique_ptr<Node>>::iterator it) {
    auto* node = it->get();
    nodes.erase(it);
    // ruleid: rules.c.use-after-erase
    node->close();
}

void fourth(std::map<int, std::unique_ptr<Node>>& nodes, int id) {
    auto it = nodes.find(id);
    Node* node = it->second.get();
    // ok: rules.c.use-after-erase
    notify(node->name);
    nodes.erase(it);
}

void fifth(std::map<int, std::unique_ptr<Node>>& nodes, int id) {
    auto it = nodes.find(id);
    auto node = std::move(it->second);
    nodes.erase(it);
    // ok: rules.c.use-after-erase
    notify(node->name);
}
