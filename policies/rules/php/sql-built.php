<?php
// ruleid: rules.php.sql-built
$r = mysqli_query($db, "SELECT * FROM users WHERE id = $id");
// ruleid: rules.php.sql-built
$q = "SELECT * FROM users WHERE name = '" . $_GET['name'] . "'";
// ruleid: rules.php.sql-built
$pdo->query("DELETE FROM items WHERE id = {$_POST['id']}");
// ok: rules.php.sql-built
$s = $pdo->prepare("SELECT * FROM users WHERE id = ?");
// ok: rules.php.sql-built
$t = "SELECT * FROM {$table} WHERE id = ?";
// ok: rules.php.sql-built
$u = "Please select $x from the list";
