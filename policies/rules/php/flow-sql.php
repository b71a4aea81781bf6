<?php
function removing($id) {
    return 'DELETE FROM users WHERE id = ' . $id;
}

function page($pdo, $link, $document, $xpath) {
    // ruleid: flow.php.sql
    mysqli_query($link, "SELECT * FROM users WHERE name = '" . $_GET['name'] . "'");
    $text = "SELECT * FROM users WHERE id = {$_POST['id']}";
    // ruleid: flow.php.sql
    $pdo->query($text);
    // ruleid: flow.php.sql
    $pdo->exec(removing($_GET['id']));
    // ok: flow.php.sql
    $pdo->prepare('SELECT * FROM users WHERE id = ?')->execute([$_GET['id']]);
    $id = (int) $_GET['id'];
    // ok: flow.php.sql
    $pdo->query('SELECT * FROM users WHERE id = ' . $id);
    $name = mysqli_real_escape_string($link, $_GET['name']);
    // ok: flow.php.sql
    mysqli_query($link, "SELECT * FROM users WHERE name = '$name'");
}
