<?php
// ruleid: rules.php.cross-site-scripting
echo "Hello " . $_GET['name'];
// ruleid: rules.php.cross-site-scripting
print $_POST["comment"];
// ruleid: rules.php.cross-site-scripting
echo $_SERVER['PHP_SELF'];
// ok: rules.php.cross-site-scripting
echo htmlspecialchars($_GET['name'], ENT_QUOTES);
// ok: rules.php.cross-site-scripting
echo $name;
// ok: rules.php.cross-site-scripting
echo $view->render('page', ['name' => $_GET['name']]);
